package io.ffsamediff.train;

import java.util.function.Supplier;

/** Hears of the progress of training: metrics, progress bars and checkpoints are listeners. */
public interface TrainingListener {

  /** After each optimiser step of a layer. */
  default void onStep(StepEvent event) {}

  /**
   * After each epoch.
   *
   * @param event what happened
   * @param state takes a snapshot of the state from which the next epoch starts
   */
  default void onEpoch(EpochEvent event, Supplier<TrainingState> state) {}
}
