package io.ffsamediff.config;

/**
 * Peer normalisation (Hinton's Matlab code, {@code lambdamean}): a pull on every unit towards the
 * mean activity of its layer, also on units that are off, so that none dies and none is always on.
 *
 * @param strength weight of the pull
 * @param decay share of the running mean activity that the next batch keeps
 */
public record PeerNormalizationConfig(
    @Key(
            value = "Weight of the pull towards the mean activity of the layer's units.",
            defaultValue = "0.03",
            source = "Hinton's Matlab code, lambdamean",
            min = 0)
        double strength,
    @Key(
            value = "Share of each unit's running mean activity that a batch keeps.",
            defaultValue = "0.9",
            source = "Hinton's Matlab code",
            min = 0,
            max = 0.9999999)
        double decay) {

  /** Checks ranges. */
  public PeerNormalizationConfig {
    Constraints.check(PeerNormalizationConfig.class, strength, decay);
  }
}
