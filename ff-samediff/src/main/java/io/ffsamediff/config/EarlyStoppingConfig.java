package io.ffsamediff.config;

/**
 * Ends training when the errors on the validation examples stop falling, and goes back to the
 * weights that had the fewest.
 *
 * @param patience evaluations without improvement after which training ends
 */
public record EarlyStoppingConfig(
    @Key(
            value =
                "Evaluations on the validation examples without fewer errors after which training ends; the weights with the fewest are kept.",
            defaultValue = "20",
            source = "Przemyslaw11/BeyondBackpropagation",
            min = 1)
        int patience) {

  /** Checks the range. */
  public EarlyStoppingConfig {
    Constraints.check(EarlyStoppingConfig.class, patience);
  }
}
