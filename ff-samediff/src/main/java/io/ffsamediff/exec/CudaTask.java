package io.ffsamediff.exec;

import io.ffsamediff.data.RowBlocks;
import org.jspecify.annotations.Nullable;

/**
 * What is done with which rows; rows are told apart by their identity.
 *
 * @param rows the layer's inputs
 * @param next where activations are handed to; null where they are not
 * @param trains whether the layer takes a step
 */
record CudaTask(RowBlocks rows, @Nullable RowBlocks next, boolean trains) {

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CudaTask task
        && task.rows == rows
        && task.next == next
        && task.trains == trains;
  }

  @Override
  public int hashCode() {
    int hash = 31 * System.identityHashCode(rows) + System.identityHashCode(next);
    return 31 * hash + Boolean.hashCode(trains);
  }
}
