package io.ffsamediff.config;

/**
 * Exponential moving average of the weights (Polyak and Juditsky, 1992): training goes on with the
 * weights themselves, everything that judges the network takes their average.
 *
 * @param decay share of the average that an update keeps
 * @param every batches between two updates
 */
public record AveragingConfig(
    @Key(
            value = "Share of the average that an update keeps.",
            defaultValue = "0.99",
            min = 0,
            max = 0.9999999)
        double decay,
    @Key(value = "Batches between two updates.", defaultValue = "10", min = 1) int every) {

  /** Checks ranges. */
  public AveragingConfig {
    Constraints.check(AveragingConfig.class, decay, every);
  }
}
