package io.ffsamediff.exec;

import io.ffsamediff.data.HiddenRows;

/** Drops activations on their way to the next layer, as {@link io.ffsamediff.data.Dropout}. */
@FunctionalInterface
public interface ActivationDropout {

  /**
   * Drops elements of all rows.
   *
   * @param rows changed in place, where they are
   * @param seed decides which; a row's elements depend on it and on the row's number only
   */
  void apply(HiddenRows rows, long seed);
}
