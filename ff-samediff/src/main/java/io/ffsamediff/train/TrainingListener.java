package io.ffsamediff.train;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** Hears of the progress of training: metrics, progress bars and checkpoints are listeners. */
public interface TrainingListener {

  /** After each optimiser step of a layer. */
  default void onStep(StepEvent event) {}

  /**
   * Between two steps of an epoch, at least once a batch; not at its end, which is {@link
   * #onEpoch}'s.
   *
   * @param state takes a snapshot of the state from which the next step starts
   */
  default void onPause(Supplier<TrainingState> state) {}

  /**
   * After each epoch.
   *
   * @param event what happened
   * @param state takes a snapshot of the state from which the next epoch starts
   */
  default void onEpoch(EpochEvent event, Supplier<TrainingState> state) {}

  /** A listener that hears of epochs alone. */
  static TrainingListener ofEpochs(Consumer<EpochEvent> listener) {
    return new TrainingListener() {
      @Override
      public void onEpoch(EpochEvent event, Supplier<TrainingState> state) {
        listener.accept(event);
      }
    };
  }
}
