package io.ffsamediff.exec;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An output asked of a {@link CompiledGraph}.
 *
 * @param name name of the variable in the graph
 * @param target array that receives it, or null for a buffer of the plan's own
 * @param accumulate whether each run adds to {@code target} instead of overwriting it
 */
public record GraphOutput(String name, @Nullable INDArray target, boolean accumulate) {

  /** Checks that there is something to add to. */
  public GraphOutput {
    if (accumulate && target == null) {
      throw new IllegalArgumentException(name + ": an accumulated output needs a target");
    }
  }

  /** Each run overwrites the plan's own buffer. */
  public static GraphOutput overwrite(String name) {
    return new GraphOutput(name, null, false);
  }

  /** Each run overwrites {@code target}. */
  public static GraphOutput into(String name, INDArray target) {
    return new GraphOutput(name, target, false);
  }

  /** Each run adds to {@code target}, which the caller sets to zero when a new sum starts. */
  public static GraphOutput addTo(String name, INDArray target) {
    return new GraphOutput(name, target, true);
  }
}
