package io.ffsamediff.train;

import org.jspecify.annotations.Nullable;

/** Counts the errors of the network as it stands; {@code eval} implements it. */
@FunctionalInterface
public interface Validation {

  /** Errors of the network as it is to be judged. */
  Errors count();

  /**
   * Wrong predictions.
   *
   * @param train on the training examples
   * @param test on the test examples
   * @param validation on the validation examples; null where none are held back
   */
  record Errors(int train, int test, @Nullable Integer validation) {

    /** Where no examples are held back. */
    public Errors(int train, int test) {
      this(train, test, null);
    }
  }
}
