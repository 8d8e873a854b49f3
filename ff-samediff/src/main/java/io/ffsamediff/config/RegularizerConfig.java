package io.ffsamediff.config;

/**
 * Penalty {@code l1 * sum(|w|) + l2 * sum(w^2)} added to a layer's loss, as in Keras.
 *
 * @param l1 weight of the absolute values
 * @param l2 weight of the squares
 */
public record RegularizerConfig(
    @Key(value = "Weight of the sum of absolute values.", defaultValue = "0", min = 0) double l1,
    @Key(value = "Weight of the sum of squares.", defaultValue = "0", min = 0) double l2) {

  /** Checks ranges. */
  public RegularizerConfig {
    Constraints.check(RegularizerConfig.class, l1, l2);
  }
}
