package io.ffsamediff.graph;

import java.nio.file.Path;
import java.util.List;

/** The weights in a layer's file, for those who only look at them; needs no ND4J. */
public final class KernelFile {

  private KernelFile() {}

  /**
   * Reads {@code kernel_IO}, input by input.
   *
   * @param inputs inputs I of the layer
   * @param units its units O
   * @throws ParameterFileException if the file cannot be read, is damaged or of another kind, or
   *     its kernel has another shape; the message names both
   */
  public static float[] read(Path file, int inputs, int units) {
    return ParameterFile.read(
        file,
        List.of(
            new ParameterFile.Parameter(LayerGraph.KERNEL, List.of((long) inputs, (long) units))));
  }
}
