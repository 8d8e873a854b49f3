package io.ffsamediff.config;

/**
 * When the training state is saved. It is also saved when a run is interrupted.
 *
 * @param every epochs between two checkpoints
 */
public record CheckpointConfig(
    @Key(
            value =
                "Epochs between two checkpoints: a number, or \"auto\" to save at the end of an epoch"
                    + " when the last checkpoint is 30 seconds old or more.",
            defaultValue = "\"auto\"")
        AutoCount every) {

  /** Checks ranges. */
  public CheckpointConfig {
    Constraints.check(CheckpointConfig.class, every);
  }
}
