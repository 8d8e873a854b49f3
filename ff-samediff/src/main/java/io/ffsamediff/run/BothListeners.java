package io.ffsamediff.run;

import io.ffsamediff.train.EpochEvent;
import io.ffsamediff.train.StepEvent;
import io.ffsamediff.train.TrainingListener;
import io.ffsamediff.train.TrainingState;
import java.util.function.Supplier;

/** Two listeners as one, heard in order. */
record BothListeners(TrainingListener first, TrainingListener second) implements TrainingListener {

  @Override
  public void onStep(StepEvent event) {
    first.onStep(event);
    second.onStep(event);
  }

  @Override
  public void onPause(Supplier<TrainingState> state) {
    first.onPause(state);
    second.onPause(state);
  }

  @Override
  public void onEpoch(EpochEvent event, Supplier<TrainingState> state) {
    first.onEpoch(event, state);
    second.onEpoch(event, state);
  }
}
