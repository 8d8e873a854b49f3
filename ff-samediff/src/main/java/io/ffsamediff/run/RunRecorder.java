package io.ffsamediff.run;

import io.ffsamediff.config.AutoCount;
import io.ffsamediff.config.CheckpointConfig;
import io.ffsamediff.train.EpochEvent;
import io.ffsamediff.train.TrainingListener;
import io.ffsamediff.train.TrainingState;
import io.ffsamediff.train.Validation;
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

  private static final double NANOS_OF_MINUTE = 60e9;

  private final MetricsLog metrics;
  private final CheckpointStore checkpoints;
  private final CheckpointConfig config;
  private final LongSupplier nanoTime;
  private final Duration pauseAge;
  private int fewestErrors;
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
    this.config = config;
    this.pauseAge = Duration.ofNanos((long) (config.minutes() * NANOS_OF_MINUTE));
    this.fewestErrors = metrics.fewestValidationErrors().orElse(Integer.MAX_VALUE);
    this.nanoTime = nanoTime;
    this.lastCheckpoint = nanoTime.getAsLong();
  }

  @Override
  public void onEpoch(EpochEvent event, Supplier<TrainingState> state) {
    metrics.append(EpochMetrics.of(event));
    boolean best = isBest(event);
    boolean due = isDue(event);
    if (best || due) {
      metrics.force();
      TrainingState snapshot = state.get();
      if (best) {
        checkpoints.saveBest(snapshot);
      }
      if (due) {
        save(snapshot);
      }
    }
  }

  @Override
  public void onPause(Supplier<TrainingState> state) {
    if (isOlderThan(pauseAge)) {
      metrics.force();
      save(state.get());
    }
  }

  private void save(TrainingState state) {
    checkpoints.save(state);
    lastCheckpoint = nanoTime.getAsLong();
  }

  private boolean isBest(EpochEvent event) {
    Validation.Errors errors = event.errors();
    Integer found = errors == null ? null : errors.validation();
    if (found == null || found >= fewestErrors) {
      return false;
    }
    fewestErrors = found;
    return true;
  }

  private boolean isDue(EpochEvent event) {
    if (event.epoch() == event.epochs()) {
      return false; // the end of the run saves its own
    }
    return config.every() instanceof AutoCount.Fixed fixed
        ? event.epoch() % fixed.count() == 0
        : isOlderThan(AUTO_AGE);
  }

  private boolean isOlderThan(Duration age) {
    return nanoTime.getAsLong() - lastCheckpoint >= age.toNanos();
  }
}
