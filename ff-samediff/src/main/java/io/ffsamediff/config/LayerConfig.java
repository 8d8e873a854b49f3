package io.ffsamediff.config;

import org.jspecify.annotations.Nullable;

/**
 * One dense layer.
 *
 * @param units number of outputs
 * @param useBias whether the layer has a bias
 * @param kernelInitializer initial weights
 * @param biasInitializer initial biases
 * @param goodness how activations become a goodness
 * @param threshold goodness above which an example counts as positive
 * @param kernelRegularizer penalty on the weights, or none
 * @param biasRegularizer penalty on the biases, or none
 * @param optimizer this layer's own optimiser, where it differs from {@code training.optimizer}
 * @param layerEpochs this layer's own inner epochs, where they differ
 * @param loss what the layer minimises
 * @param peerNormalization pull towards the layer's mean activity, or none
 */
public record LayerConfig(
    @Key(value = "Number of units.", min = 1, max = 1 << 20) int units,
    @Key(value = "Whether the layer has a bias.", defaultValue = "true", source = "Keras example")
        boolean useBias,
    @Key(
            value =
                "Initial weights: \"glorot_uniform\", \"lecun_normal\" (truncated normal of variance"
                    + " 1/inputs) or \"zeros\".",
            defaultValue = "\"glorot_uniform\"",
            source = "Keras example")
        Initializer kernelInitializer,
    @Key(
            value = "Initial biases; the same names as for the kernel.",
            defaultValue = "\"zeros\"",
            source = "Keras example")
        Initializer biasInitializer,
    @Key(
            value = "Goodness of an example: \"mean\" or \"sum\" of the squared activations.",
            defaultValue = "\"mean\"",
            source = "Keras example")
        GoodnessKind goodness,
    @Key(
            value =
                "Goodness above which an example counts as positive: a number, or \"units\" for the"
                    + " number of units.",
            defaultValue = "1.5",
            source = "Keras example, the code (its text says 2.0)")
        Threshold threshold,
    @Key(value = "Penalty on the weights.", defaultValue = "null", source = "Keras Dense")
        @Nullable RegularizerConfig kernelRegularizer,
    @Key(value = "Penalty on the biases.", defaultValue = "null", source = "Keras Dense")
        @Nullable RegularizerConfig biasRegularizer,
    @Key(
            value = "Optimiser of this layer, where it differs from training.optimizer.",
            defaultValue = "null")
        @Nullable OptimizerConfig optimizer,
    @Key(
            value = "Inner epochs of this layer, where they differ from training.layerEpochs.",
            defaultValue = "null",
            min = 1)
        @Nullable Integer layerEpochs,
    @Key(
            value = "What the layer minimises.",
            defaultValue = "{\"type\": \"softplus\"}",
            source = "Hinton 2022, section 2")
        LossConfig loss,
    @Key(
            value =
                "Pull of every unit, active or not, towards the mean activity of the layer; null for none.",
            defaultValue = "null")
        @Nullable PeerNormalizationConfig peerNormalization)
    implements DenseConfig {

  /** Checks ranges. */
  public LayerConfig {
    Constraints.check(
        LayerConfig.class,
        units,
        useBias,
        kernelInitializer,
        biasInitializer,
        goodness,
        threshold,
        kernelRegularizer,
        biasRegularizer,
        optimizer,
        layerEpochs,
        loss,
        peerNormalization);
  }

  /** Initial values of a parameter; the names are those of Keras. */
  public enum Initializer {
    /** Uniform in ±sqrt(6 / (inputs + units)). */
    GLOROT_UNIFORM,
    /** Truncated normal of variance 1 / inputs. */
    LECUN_NORMAL,
    /** All zero. */
    ZEROS
  }

  /** How the squared activations of an example become its goodness. */
  public enum GoodnessKind {
    /** Mean of squares: the Keras example. */
    MEAN,
    /** Sum of squares: the paper. */
    SUM
  }

  /** Goodness above which an example counts as positive. */
  public sealed interface Threshold {

    /** The threshold of a layer of {@code units} units. */
    double of(int units);

    /** The number of units, as in Hinton's Matlab code. */
    @Word("units")
    record Units() implements Threshold {
      @Override
      public double of(int units) {
        return units;
      }
    }

    /** A fixed goodness. */
    record Fixed(@Key(value = "Goodness.", min = 0) double goodness) implements Threshold {

      /** Checks the range. */
      public Fixed {
        Constraints.check(Fixed.class, goodness);
      }

      @Override
      public double of(int units) {
        return goodness;
      }
    }
  }
}
