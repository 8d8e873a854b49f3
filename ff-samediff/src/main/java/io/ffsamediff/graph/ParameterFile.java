package io.ffsamediff.graph;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A forward graph with its parameters as a SameDiff file, without training configuration. */
final class ParameterFile {

  private ParameterFile() {}

  /**
   * Writes {@code graph}.
   *
   * @param parameters what its variables are to hold, by name
   */
  static void save(SameDiff graph, Map<String, INDArray> parameters, Path file) {
    parameters.forEach((name, values) -> graph.getVariable(name).getArr().assign(values));
    graph.save(file.toFile(), false);
  }

  /**
   * Reads parameters.
   *
   * @param targets arrays that take them, by the names of the file's variables
   * @throws IllegalArgumentException if the file's parameters have other shapes; the message names
   *     both
   */
  static void load(Path file, Map<String, INDArray> targets) {
    SameDiff stored = SameDiff.load(file.toFile(), false);
    targets.forEach((name, target) -> copy(stored, name, target));
  }

  private static void copy(SameDiff sd, String name, INDArray target) {
    INDArray stored = sd.hasVariable(name) ? sd.getVariable(name).getArr() : null;
    if (stored == null || !stored.equalShapes(target)) {
      throw new IllegalArgumentException(
          "expected %s of shape %s, received %s"
              .formatted(
                  name,
                  Arrays.toString(target.shape()),
                  stored == null ? "none" : Arrays.toString(stored.shape())));
    }
    target.assign(stored);
  }
}
