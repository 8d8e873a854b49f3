package io.ffsamediff.train;

import io.ffsamediff.config.RunConfig;
import io.ffsamediff.config.TrainingConfig;
import io.ffsamediff.graph.LayerSpec;
import java.util.List;
import java.util.Locale;

/**
 * What the arrays of a training need at least: an estimate, for a run that found too little.
 *
 * @param parameterBytes parameters, their gradient and the optimiser's two vectors
 * @param batchBytes inputs and activations of a batch's positives and negatives
 */
public record TrainingMemory(long parameterBytes, long batchBytes) {

  /** Parameters, gradient, and at most two vectors of state. */
  private static final int VECTORS = 4;

  /** Pre-activations and normalised activations. */
  private static final int ACTIVATIONS = 2;

  private static final double MIB = 1L << 20;

  /**
   * The estimate for a configuration.
   *
   * @param inputs width of an encoded example
   * @param examples examples to learn from
   */
  public static TrainingMemory of(RunConfig config, int inputs, int examples) {
    List<LayerSpec> layers = FFNetwork.specs(config.network(), inputs);
    long parameters = layers.stream().mapToLong(LayerSpec::parameters).sum();
    long units = layers.stream().mapToLong(LayerSpec::units).sum();
    long rows = 2L * config.training().batchSize().of(examples);
    return new TrainingMemory(
        VECTORS * Float.BYTES * parameters, rows * Float.BYTES * (inputs + ACTIVATIONS * units));
  }

  /**
   * What a share of the examples needs at least: the images of a layerwise batch once, whose
   * positives and negatives share them, and the inputs of the layers above; of interleaved batches
   * as {@link #of}.
   *
   * @param examples of the share
   */
  public static TrainingMemory ofShare(RunConfig config, int inputs, int examples) {
    TrainingMemory all = of(config, inputs, examples);
    if (!(config.training() instanceof TrainingConfig.Layerwise)) {
      return all;
    }
    List<LayerSpec> layers = FFNetwork.specs(config.network(), inputs);
    long handedOn = layers.subList(0, layers.size() - 1).stream().mapToLong(LayerSpec::units).sum();
    long batch = config.training().batchSize().of(examples);
    return new TrainingMemory(all.parameterBytes, batch * Float.BYTES * (inputs + 2 * handedOn));
  }

  /** As in {@code about 12 MiB for parameters and 3 MiB for a batch}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "about %.0f MiB for parameters and %.0f MiB for a batch",
        parameterBytes / MIB,
        batchBytes / MIB);
  }
}
