package io.ffsamediff.config;

/** How negative examples are made. */
public sealed interface NegativesConfig {

  /**
   * Labels of the data permuted, as the Keras example does: about one in ten is true by accident.
   */
  @Tag("shuffled")
  record Shuffled() implements NegativesConfig {}

  /** A label drawn uniformly from the other classes. */
  @Tag("wrong-label")
  record WrongLabel() implements NegativesConfig {}
}
