package io.ffsamediff.run;

import io.ffsamediff.config.AutoCount;
import io.ffsamediff.config.CheckpointConfig;
import io.ffsamediff.train.EpochEvent;
import io.ffsamediff.train.TrainingListener;
import io.ffsamediff.train.TrainingState;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Writes metrics and checkpoints while a run trains. The metrics of an epoch are on disk before its
 * checkpoint is, so that a resumed run never lacks a line.
 */
final class RunRecorder implements TrainingListener {

  /** With {@code "every": "auto"}: how old the last checkpoint must be before the next is saved. */
  static final Duration AUTO_AGE = Duration.ofSeconds(30);

  private final MetricsLog metrics;
  private final CheckpointStore checkpoints;
  private final AutoCount every;
  private final LongSupplier nanoTime;
  private long lastCheckpoint;

  /**
   * A recorder whose last checkpoint counts as saved now.
   *
   * @param nanoTime as {@link System#nanoTime}
   */
  RunRecorder(
      MetricsLog metrics,
      CheckpointStore checkpoints,
      CheckpointConfig config,
      LongSupplier nanoTime) {
    this.metrics = metrics;
    this.checkpoints = checkpoints;
    this.every = config.every();
    this.nanoTime = nanoTime;
    this.lastCheckpoint = nanoTime.getAsLong();
  }

  @Override
  public void onEpoch(EpochEvent event, Supplier<TrainingState> state) {
    metrics.append(EpochMetrics.of(event));
    if (isDue(event)) {
      metrics.force();
      checkpoints.save(state.get());
      lastCheckpoint = nanoTime.getAsLong();
    }
  }

  private boolean isDue(EpochEvent event) {
    if (event.epoch() == event.epochs()) {
      return false; // the end of the run saves its own
    }
    return every instanceof AutoCount.Fixed fixed
        ? event.epoch() % fixed.count() == 0
        : nanoTime.getAsLong() - lastCheckpoint >= AUTO_AGE.toNanos();
  }
}
