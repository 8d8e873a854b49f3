package io.ffsamediff.graph;

import io.ffsamediff.config.LayerConfig;
import io.ffsamediff.config.LayerConfig.GoodnessKind;
import io.ffsamediff.config.LayerConfig.Initializer;
import io.ffsamediff.config.LayerConfig.Threshold;
import io.ffsamediff.config.LossConfig;
import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.config.PeerNormalizationConfig;
import io.ffsamediff.config.RegularizerConfig;
import org.jspecify.annotations.Nullable;

/** Layers for tests. */
public final class Layers {

  private Layers() {}

  /** A layer with bias, threshold 1.5 on the mean of squares, and unit-length outputs. */
  public static LayerSpec mean(int inputs, int units) {
    return spec(inputs, units, true, GoodnessKind.MEAN, new Threshold.Fixed(1.5), null, null);
  }

  /** A layer with bias and the number of units as threshold on the sum of squares. */
  public static LayerSpec sum(int inputs, int units) {
    return spec(inputs, units, true, GoodnessKind.SUM, new Threshold.Units(), null, null);
  }

  /** Any layer; its outputs get unit length. */
  public static LayerSpec spec(
      int inputs,
      int units,
      boolean useBias,
      GoodnessKind goodness,
      Threshold threshold,
      @Nullable RegularizerConfig onKernel,
      @Nullable RegularizerConfig onBias) {
    return new LayerSpec(
        1,
        inputs,
        new LayerConfig(
            units,
            useBias,
            Initializer.GLOROT_UNIFORM,
            Initializer.ZEROS,
            goodness,
            threshold,
            onKernel,
            onBias,
            null,
            null,
            new LossConfig.Softplus(1),
            null),
        InputNormalization.L2);
  }

  /** The layer with another loss, and with peer normalisation or without. */
  public static LayerSpec with(
      LayerSpec spec, LossConfig loss, @Nullable PeerNormalizationConfig peers) {
    LayerConfig c = spec.config();
    return new LayerSpec(
        spec.number(),
        spec.inputs(),
        new LayerConfig(
            c.units(),
            c.useBias(),
            c.kernelInitializer(),
            c.biasInitializer(),
            c.goodness(),
            c.threshold(),
            c.kernelRegularizer(),
            c.biasRegularizer(),
            c.optimizer(),
            c.layerEpochs(),
            loss,
            peers),
        spec.normalization());
  }

  /** The layer with its outputs normalised otherwise. */
  public static LayerSpec normalized(LayerSpec spec, InputNormalization normalization) {
    return new LayerSpec(spec.number(), spec.inputs(), spec.config(), normalization);
  }
}
