package io.ffsamediff.train;

import io.ffsamediff.config.AveragingConfig;
import io.ffsamediff.config.EarlyStoppingConfig;
import io.ffsamediff.config.TrainingConfig;
import io.ffsamediff.exec.MovingAverage;
import io.ffsamediff.exec.NetworkExecutors;
import io.ffsamediff.graph.DenseParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The weights by which the network is judged: those that train, their moving average, or at the end
 * the best seen.
 */
final class JudgedWeights {

  private final @Nullable AveragingConfig averaging;
  private final @Nullable EarlyStoppingConfig stopping;
  private final FFNetwork training;
  private final FFNetwork judged;
  private final List<MovingAverage> moving = new ArrayList<>();
  private Optional<BestState> best = Optional.empty();

  /**
   * Starts with the weights that train.
   *
   * @param judged {@code training} itself where the configuration needs no other network
   */
  JudgedWeights(
      TrainingConfig config, FFNetwork training, FFNetwork judged, NetworkExecutors executors) {
    boolean interleaved = config instanceof TrainingConfig.Interleaved;
    this.averaging = interleaved ? ((TrainingConfig.Interleaved) config).averaging() : null;
    this.stopping = interleaved ? ((TrainingConfig.Interleaved) config).earlyStopping() : null;
    this.training = training;
    this.judged = judged;
    copy();
    if (averaging != null) {
      List<DenseParameters> averages = judged.parameters();
      for (DenseParameters parameters : training.parameters()) {
        moving.add(executors.averageOf(parameters, averages.get(moving.size())));
      }
    }
  }

  private void copy() {
    if (judged != training) {
      judged.set(training.values());
    }
  }

  /** Moves the average on, where it is time for it. */
  void afterBatch(long step) {
    if (averaging != null && (step + 1) % averaging.every() == 0) {
      double decay = decay(averaging, (step + 1) / averaging.every());
      moving.forEach(average -> average.update(decay));
    }
  }

  /**
   * An average over few updates has a shorter memory, so that the initial weights are soon
   * forgotten.
   */
  private static double decay(AveragingConfig config, long updates) {
    return Math.min(config.decay(), (updates - 1.0) / updates);
  }

  /** Makes the judged network that of this moment, before it is judged or kept. */
  void bringUpToDate() {
    if (averaging == null) {
      copy();
    }
  }

  /** Takes note of the errors that were counted. */
  void afterValidation(EpochEvent event) {
    Validation.Errors found = event.errors();
    if (stopping == null || found == null) {
      return;
    }
    int errors = Objects.requireNonNull(found.validation(), "validation examples");
    BestState before = best.orElse(null);
    best =
        Optional.of(
            before == null || errors < before.errors()
                ? new BestState(event.epoch(), errors, 0, judged.values())
                : new BestState(
                    before.epoch(), before.errors(), before.waited() + 1, before.parameters()));
  }

  /** Whether the best weights are kept. */
  boolean looksForBest() {
    return stopping != null;
  }

  /** Whether the errors have not fallen for long enough. */
  boolean isDone() {
    return stopping != null && best.isPresent() && best.get().waited() >= stopping.patience();
  }

  /** Makes the judged network the best. */
  void finish() {
    best.ifPresent(found -> judged.set(found.parameters()));
  }

  /** The moving averages; none where the weights are not averaged. */
  List<float[]> averages() {
    return averaging == null ? List.of() : judged.values();
  }

  /** The best weights so far. */
  Optional<BestState> best() {
    return best;
  }

  /** Goes on from saved weights. */
  void restore(List<float[]> averages, Optional<BestState> saved) {
    if (averaging == null) {
      copy();
    } else {
      judged.set(averages);
      moving.forEach(MovingAverage::replaced);
    }
    best = saved;
  }
}
