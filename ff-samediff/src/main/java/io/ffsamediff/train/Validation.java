package io.ffsamediff.train;

/** Counts the errors of the network as it stands; {@code eval} implements it. */
@FunctionalInterface
public interface Validation {

  /** Errors on the training and test examples with the present weights. */
  Errors count();

  /**
   * Wrong predictions.
   *
   * @param train on the training examples
   * @param test on the test examples
   */
  record Errors(int train, int test) {}
}
