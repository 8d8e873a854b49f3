package io.ffsamediff.config;

/** What a layer minimises. */
public sealed interface LossConfig {

  /**
   * The logistic loss of each example by itself (Hinton 2022, section 2): {@code softplus(p (theta
   * - g) / T)}, p being +1 for a positive and -1 for a negative.
   */
  @Tag(
      value = "softplus",
      meaning =
          "The logistic loss of goodness against the threshold, each example by itself: softplus(p (threshold - goodness) / temperature), p being 1 for a positive and -1 for a negative.")
  record Softplus(
      @Key(
              value = "What the distance of goodness and threshold is divided by.",
              defaultValue = "1",
              source = "Hinton's Matlab code, temp",
              min = 0,
              aboveMin = true)
          double temperature)
      implements LossConfig {

    /** Checks the range. */
    public Softplus {
      Constraints.check(Softplus.class, temperature);
    }
  }

  /**
   * A pair's loss {@code softplus(-alpha (g+ - g-))}, without threshold (Lee and Song, 2023, arXiv
   * 2303.08418).
   */
  @Tag(
      value = "symba",
      meaning =
          "A pair's loss softplus(-alpha (goodness of the positive - goodness of its negative)); it has no threshold.")
  record Symba(
      @Key(
              value = "Steepness.",
              defaultValue = "4",
              source = "Lee and Song 2023 (SymBa)",
              min = 0,
              aboveMin = true)
          double alpha)
      implements LossConfig {

    /** Checks the range. */
    public Symba {
      Constraints.check(Symba.class, alpha);
    }
  }

  /** A pair's loss {@code silu(-alpha (g+ - g-))}: pairs far on the right side cost nothing. */
  @Tag(
      value = "swish-symba",
      meaning =
          "A pair's loss silu(-alpha (goodness of the positive - goodness of its negative)); it has no threshold and its gradient fades for pairs that are far on the right side.")
  record SwishSymba(
      @Key(
              value = "Steepness.",
              defaultValue = "6",
              source = "dah33/explore_forward_forward",
              min = 0,
              aboveMin = true)
          double alpha)
      implements LossConfig {

    /** Checks the range. */
    public SwishSymba {
      Constraints.check(SwishSymba.class, alpha);
    }
  }
}
