package io.ffsamediff.config;

/** How negative examples are made. */
public sealed interface NegativesConfig {

  /**
   * Labels of the data permuted, as the Keras example does: about one in ten is true by accident.
   */
  @Tag(
      value = "shuffled",
      meaning =
          "The labels of the data, permuted, as in the Keras example: with ten classes about one in ten is true by accident.")
  record Shuffled() implements NegativesConfig {}

  /** A label drawn uniformly from the other classes. */
  @Tag(value = "wrong-label", meaning = "A label drawn uniformly from the other classes.")
  record WrongLabel() implements NegativesConfig {}
}
