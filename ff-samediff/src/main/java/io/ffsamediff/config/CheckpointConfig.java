package io.ffsamediff.config;

/**
 * When the training state is saved. It is also saved when a run is interrupted.
 *
 * @param every epochs between two checkpoints
 * @param minutes age of the last checkpoint at which the next is saved inside an epoch
 * @param keep checkpoints that are kept, the newest
 */
public record CheckpointConfig(
    @Key(
            value =
                "Epochs between two checkpoints: a number, or \"auto\" to save at the end of an epoch"
                    + " when the last checkpoint is 30 seconds old or more.",
            defaultValue = "\"auto\"")
        AutoCount every,
    @Key(
            value =
                "Age of the last checkpoint, in minutes, at which the training state is saved inside an epoch too.",
            defaultValue = "10",
            min = 0,
            aboveMin = true)
        double minutes,
    @Key(
            value =
                "Newest checkpoints that are kept. The one with the fewest validation errors is kept beside them as best.ckpt.",
            defaultValue = "2",
            min = 1)
        int keep) {

  /** Checks ranges. */
  public CheckpointConfig {
    Constraints.check(CheckpointConfig.class, every, minutes, keep);
  }
}
