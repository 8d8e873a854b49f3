package io.ffsamediff.graph;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A trained layer in plain Java, for code that takes it to other tools.
 *
 * @param spec the layer
 * @param kernel_IO I x O weights, row by row
 * @param bias_O biases; none where the layer has no bias
 */
public record TrainedLayer(LayerSpec spec, float[] kernel_IO, float[] bias_O) {

  /**
   * Reads a layer from a SameDiff file, without ND4J.
   *
   * @throws ParameterFileException if the file cannot be read, is damaged or of another kind, or
   *     its parameters have other shapes than the layer's; the message names both
   */
  public static TrainedLayer read(LayerSpec spec, Path file) {
    float[] values = values(spec, file);
    int kernel = values.length - (spec.config().useBias() ? spec.units() : 0);
    return new TrainedLayer(
        spec, Arrays.copyOf(values, kernel), Arrays.copyOfRange(values, kernel, values.length));
  }

  /** The kernel row by row, then the biases. */
  static float[] values(LayerSpec spec, Path file) {
    long units = spec.units();
    List<ParameterFile.Parameter> wanted = new ArrayList<>();
    wanted.add(
        new ParameterFile.Parameter(LayerGraph.KERNEL, List.of((long) spec.inputs(), units)));
    if (spec.config().useBias()) {
      wanted.add(new ParameterFile.Parameter(LayerGraph.BIAS, List.of(units)));
    }
    return ParameterFile.read(file, wanted);
  }
}
