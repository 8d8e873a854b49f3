package io.ffsamediff.graph;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A trained softmax head in plain Java, for code that takes it to other tools.
 *
 * @param spec the head
 * @param kernel_IC weights, row by row: a row for each unit that the head reads, layer after layer
 * @param bias_C biases
 */
public record TrainedHead(HeadSpec spec, float[] kernel_IC, float[] bias_C) {

  /**
   * Reads a head from a SameDiff file, without ND4J.
   *
   * @throws ParameterFileException if the file cannot be read, is damaged or of another kind, or
   *     its parameters have other shapes than the head's; the message names both
   */
  public static TrainedHead read(HeadSpec spec, Path file) {
    float[] values = values(spec, file);
    int kernel = values.length - spec.classes();
    return new TrainedHead(
        spec, Arrays.copyOf(values, kernel), Arrays.copyOfRange(values, kernel, values.length));
  }

  /** The kernel row by row, then the biases. */
  static float[] values(HeadSpec spec, Path file) {
    long classes = spec.classes();
    List<ParameterFile.Parameter> wanted = new ArrayList<>();
    for (int index = 0; index < spec.widths().size(); index++) {
      long width = spec.widths().get(index);
      wanted.add(new ParameterFile.Parameter(SoftmaxHead.kernel(index), List.of(width, classes)));
    }
    wanted.add(new ParameterFile.Parameter(SoftmaxHead.BIAS, List.of(classes)));
    return ParameterFile.read(file, wanted);
  }
}
