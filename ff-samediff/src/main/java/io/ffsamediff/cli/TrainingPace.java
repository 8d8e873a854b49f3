package io.ffsamediff.cli;

import io.ffsamediff.train.EpochEvent;
import io.ffsamediff.train.EpochEvent.LayerEpoch;
import io.ffsamediff.train.TrainingCursor;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How far training is, how fast it goes and how long it still takes. The thread that trains writes
 * it, after each step and without making garbage; any thread may read it.
 */
final class TrainingPace {

  private static final double NANOS = 1e9;

  private final StepCount steps;
  private final int examples;
  private final LongSupplier nanoTime;
  private volatile long firstNanos;
  private volatile long firstDone;
  private volatile long done;
  private volatile @Nullable EpochEvent last;

  /**
   * The pace of a run that has not begun.
   *
   * @param examples training examples of an epoch
   * @param nanoTime as {@link System#nanoTime}
   */
  TrainingPace(StepCount steps, int examples, LongSupplier nanoTime) {
    this.steps = steps;
    this.examples = examples;
    this.nanoTime = nanoTime;
  }

  /** After the step at {@code at}. What came before the end of the first one does not count. */
  void onStep(TrainingCursor at) {
    long now = steps.done(at) + 1;
    if (firstDone == 0) {
      firstNanos = nanoTime.getAsLong();
      firstDone = now;
    }
    done = now;
  }

  /** After an epoch. */
  void onEpoch(EpochEvent event) {
    last = event;
  }

  /** The last epoch that has ended. */
  Optional<EpochEvent> last() {
    return Optional.ofNullable(last);
  }

  /** Steps done, with those before a run was resumed. */
  long done() {
    return done;
  }

  /** Steps of the whole run. */
  long all() {
    return steps.all();
  }

  /** Number of epochs. */
  int epochs() {
    return steps.epochs();
  }

  /** The epoch in which the last step was done, from 1; 1 before the first. */
  int epoch() {
    return (int) (Math.max(0, done - 1) / steps.perEpoch()) + 1;
  }

  /** The share of its steps that this epoch has done, from 0 to 1. */
  double shareOfEpoch() {
    long before = (epoch() - 1) * steps.perEpoch();
    return (double) (done - before) / steps.perEpoch();
  }

  /**
   * Training examples a second: those of an epoch over the training seconds of the last one; in the
   * first epoch, by the steps so far.
   */
  OptionalDouble examplesPerSecond() {
    @Nullable EpochEvent epoch = last;
    if (epoch != null) {
      return examplesPerSecond(epoch);
    }
    long counted = done - firstDone;
    double seconds = (nanoTime.getAsLong() - firstNanos) / NANOS;
    return counted > 0 && seconds > 0
        ? OptionalDouble.of(counted / seconds * examples / steps.perEpoch())
        : OptionalDouble.empty();
  }

  /** Training examples a second of an epoch. */
  OptionalDouble examplesPerSecond(EpochEvent epoch) {
    return epoch.seconds() > 0
        ? OptionalDouble.of(examples / epoch.seconds())
        : OptionalDouble.empty();
  }

  /**
   * Time until all steps are done, if they take as long as those before; with evaluations; none at
   * the end.
   */
  Optional<Duration> left() {
    long counted = done - firstDone;
    if (counted <= 0 || done >= steps.all()) {
      return Optional.empty();
    }
    double nanosPerStep = (double) (nanoTime.getAsLong() - firstNanos) / counted;
    return Optional.of(Duration.ofNanos((long) (nanosPerStep * (steps.all() - done))));
  }

  /**
   * How far the goodness of positives and negatives is apart: the mean over the layers of the
   * difference; none in a network whose layers have no goodness.
   */
  static OptionalDouble separation(EpochEvent epoch) {
    return epoch.layers().stream().mapToDouble(TrainingPace::separation).average();
  }

  private static double separation(LayerEpoch layer) {
    return layer.goodnessPositive() - layer.goodnessNegative();
  }
}
