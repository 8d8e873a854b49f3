package io.ffsamediff.graph;

import io.ffsamediff.config.LayerConfig;
import io.ffsamediff.config.LayerConfig.GoodnessKind;
import io.ffsamediff.config.LossConfig;
import io.ffsamediff.config.NetworkConfig.InputNormalization;

/**
 * A layer with its sizes resolved: what its graph is built from.
 *
 * @param number number of the layer, from 1
 * @param inputs width I of its input
 * @param config the layer as configured; its {@code units} are the width O of its output
 * @param normalization how its activations are normalised for the next layer
 */
public record LayerSpec(
    int number, int inputs, LayerConfig config, InputNormalization normalization) {

  /** Number of units O. */
  public int units() {
    return config.units();
  }

  /** Number of parameters: kernel and, where used, biases. */
  public int parameters() {
    return Math.addExact(Math.multiplyExact(inputs, units()), config.useBias() ? units() : 0);
  }

  /** The factor s of the goodness {@code s * sum_j h_j^2}: 1 (sum) or 1 / units (mean). */
  public double goodnessScale() {
    return config.goodness() == GoodnessKind.MEAN ? 1.0 / units() : 1.0;
  }

  /** Goodness above which an example counts as positive. */
  public double threshold() {
    return config.threshold().of(units());
  }

  /** Whether the loss is one of pairs, a positive against its negative. */
  public boolean comparesPairs() {
    return !(config.loss() instanceof LossConfig.Softplus);
  }

  /** Whether there is a pull towards the mean activity of the layer. */
  public boolean normalizesPeers() {
    return config.peerNormalization() != null;
  }
}
