package io.ffsamediff.cli;

import io.ffsamediff.train.EpochEvent;

/** One way to show how training goes. */
interface ProgressView extends AutoCloseable {

  /** At most once a second, within an epoch. */
  default void onTick(TrainingPace pace) {}

  /** After each epoch. */
  default void onEpoch(EpochEvent event, TrainingPace pace) {}

  /** Training has ended, well or not. */
  @Override
  default void close() {}
}
