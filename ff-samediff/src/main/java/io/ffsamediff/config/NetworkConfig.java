package io.ffsamediff.config;

import io.ffsamediff.config.HeadConfig.HeadLayers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The network: what kind, and its layers. */
public sealed interface NetworkConfig {

  /** How the length of each layer's input is normalised. */
  InputNormalization inputNormalization();

  /** The layers, first to last; at least one. */
  List<? extends DenseConfig> layers();

  /** Those of them that have a goodness: all or none. */
  List<LayerConfig> goodnessLayers();

  /** Share of activations that training drops between layers. */
  double dropout();

  /** The softmax head that is trained beside the layers, where there is one. */
  @Nullable HeadConfig head();

  /** The layers that a softmax classifier reads; null where the network has none. */
  @Nullable HeadLayers classified();

  /** A network of dense layers, each trained by its own goodness (Hinton 2022, section 2). */
  @Tag(value = "forward-forward", meaning = "Dense layers, each trained by its own goodness.")
  record ForwardForward(
      @Key(
              value =
                  "Length normalisation of the input of each layer: \"l2\" (unit length, 1e-4 added to the"
                      + " norm), \"rms\" (mean square 1) or \"none\".",
              defaultValue = "\"l2\"",
              source = "Keras example, FFDense.call")
          InputNormalization inputNormalization,
      @Key("The layers, first to last; at least one.") List<LayerConfig> layers,
      @Key(
              value =
                  "Share of the normalised activations that are set to zero, at random, on their way to the next layer while training; the others are scaled up.",
              defaultValue = "0",
              min = 0,
              max = 0.99)
          double dropout,
      @Key(
              value =
                  "Softmax classifier on the normalised activations, trained beside the layers; null for none.",
              defaultValue = "null")
          @Nullable HeadConfig head)
      implements NetworkConfig {

    /** Checks ranges. */
    public ForwardForward {
      layers = List.copyOf(layers);
      Constraints.check(ForwardForward.class, inputNormalization, layers, dropout, head);
    }

    @Override
    public List<LayerConfig> goodnessLayers() {
      return layers;
    }

    @Override
    public @Nullable HeadLayers classified() {
      return head == null ? null : head.layers();
    }
  }

  /** A multi-layer perceptron, trained as a whole: the baseline of the comparison. */
  @Tag(
      value = "backprop",
      meaning =
          "A multi-layer perceptron with ReLU between its layers and a softmax layer at its end,"
              + " trained as a whole by back-propagation of the cross-entropy. It is `interleaved`"
              + " training's mini-batches that it learns from; `labels` and `negatives` are ignored,"
              + " as its input is the image alone.")
  record Backprop(
      @Key(
              value =
                  "Length normalisation of images: \"l2\" (unit length, 1e-4 added to the norm),"
                      + " \"rms\" (mean square 1) or \"none\" (pixels from 0 to 1).",
              defaultValue = "\"none\"",
              source = "Keras examples of perceptrons")
          InputNormalization inputNormalization,
      @Key(
              "The hidden layers, first to last; at least one. A softmax layer with a unit a class"
                  + " follows them, with biases and \"glorot_uniform\" weights.")
          List<HiddenConfig> layers,
      @Key(
              value =
                  "Share of the hidden activations that are set to zero, at random, while training;"
                      + " the others are scaled up.",
              defaultValue = "0",
              min = 0,
              max = 0.99)
          double dropout)
      implements NetworkConfig {

    /** Checks ranges. */
    public Backprop {
      layers = List.copyOf(layers);
      Constraints.check(Backprop.class, inputNormalization, layers, dropout);
    }

    @Override
    public List<LayerConfig> goodnessLayers() {
      return List.of();
    }

    @Override
    public @Nullable HeadConfig head() {
      return null;
    }

    @Override
    public HeadLayers classified() {
      return new HeadLayers.Of(List.of(layers.size()));
    }
  }

  /** How the length of a layer's input is normalised, so that only its direction goes on. */
  enum InputNormalization {
    /** {@code x / (|x| + 1e-4)}: the Keras example. */
    L2(1e-4),
    /**
     * Mean square 1: Hinton's Matlab code, {@code ffnormrows.m}; 1e-8 is added to the root, as in
     * the best-known PyTorch reproduction, since Hinton's exp(-100) is no normal float32.
     */
    RMS(1e-8),
    /** No normalisation. */
    NONE(0);

    private final double epsilon;

    InputNormalization(double epsilon) {
      this.epsilon = epsilon;
    }

    /** Added to the length, so that a row of zeros stays zero. */
    public double epsilon() {
      return epsilon;
    }
  }
}
