package io.ffsamediff.config;

import io.ffsamediff.config.LayerConfig.GoodnessKind;
import io.ffsamediff.config.LayerConfig.Initializer;
import io.ffsamediff.config.LayerConfig.Threshold;

/**
 * One hidden layer of a network that learns by back-propagation.
 *
 * @param units number of outputs
 * @param useBias whether the layer has a bias
 * @param kernelInitializer initial weights
 * @param biasInitializer initial biases
 */
public record HiddenConfig(
    @Key(value = "Number of units.", min = 1, max = 1 << 20) int units,
    @Key(value = "Whether the layer has a bias.", defaultValue = "true", source = "Keras Dense")
        boolean useBias,
    @Key(
            value =
                "Initial weights: \"glorot_uniform\", \"lecun_normal\" (truncated normal of variance"
                    + " 1/inputs) or \"zeros\".",
            defaultValue = "\"glorot_uniform\"",
            source = "Keras Dense")
        Initializer kernelInitializer,
    @Key(
            value = "Initial biases; the same names as for the kernel.",
            defaultValue = "\"zeros\"",
            source = "Keras Dense")
        Initializer biasInitializer)
    implements DenseConfig {

  /** Checks ranges. */
  public HiddenConfig {
    Constraints.check(HiddenConfig.class, units, useBias, kernelInitializer, biasInitializer);
  }

  /** The same kernel and biases as a layer whose goodness nothing reads. */
  public LayerConfig asLayer() {
    return new LayerConfig(
        units,
        useBias,
        kernelInitializer,
        biasInitializer,
        GoodnessKind.MEAN,
        new Threshold.Units(),
        null,
        null,
        null,
        null,
        new LossConfig.Softplus(1),
        null);
  }
}
