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

  /** A wrong label drawn in proportion to how likely the network finds it. */
  @Tag(
      value = "hard",
      meaning =
          "A wrong label drawn in proportion to how likely the network as it stands finds it; needs interleaved training.")
  record Hard(
      @Key(
              value =
                  "What judges labels: \"head\" (the softmax head's probabilities on the image with the neutral label) or \"goodness\" (the root of each label's goodness).",
              defaultValue = "\"head\"",
              source = "Hinton's Matlab code")
          Judge judge)
      implements NegativesConfig {

    /** Checks ranges. */
    public Hard {
      Constraints.check(Hard.class, judge);
    }
  }

  /**
   * Two images mixed by a random mask of large regions, without labels (Hinton 2022, section 3.2).
   */
  @Tag(
      value = "hybrid",
      meaning =
          "Two images of the batch mixed by a random mask of large regions, without labels: unsupervised training, whose softmax head reads out the classes (Hinton 2022, section 3.2). Needs labels \"none\", interleaved training and a head.")
  record Hybrid(
      @Key(
              value =
                  "Times that a random bit image is blurred with [1/4, 1/2, 1/4] along rows and columns before its mask is cut at 1/2: more blurs, larger regions.",
              defaultValue = "6",
              source = "own choice; Hinton 2022, section 3.2, blurs \"repeatedly\"",
              min = 1,
              max = 1000)
          int blurs)
      implements NegativesConfig {

    /** Checks ranges. */
    public Hybrid {
      Constraints.check(Hybrid.class, blurs);
    }
  }

  /** What judges how likely a label is. */
  enum Judge {
    /** The softmax head, on the image with the neutral label. */
    HEAD,
    /** The goodness of each label, as in dah33/explore_forward_forward. */
    GOODNESS
  }
}
