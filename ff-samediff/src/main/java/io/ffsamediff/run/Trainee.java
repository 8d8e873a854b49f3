package io.ffsamediff.run;

import io.ffsamediff.eval.Evaluation;
import io.ffsamediff.train.TrainingListener;
import io.ffsamediff.train.TrainingResult;
import io.ffsamediff.train.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** What a run trains: network, controller and evaluator as one, so that a run needs no ND4J. */
public interface Trainee {

  /** The present state; before training the freshly initialised one. */
  TrainingState state();

  /** Puts the network and its optimisers into {@code state}. */
  void restore(TrainingState state);

  /**
   * Trains from the present state to the last epoch.
   *
   * @param listener hears of steps and epochs
   * @param stop asked after each step; true ends training there
   * @throws io.ffsamediff.train.DivergedException if the loss is no longer finite
   */
  TrainingResult train(TrainingListener listener, BooleanSupplier stop);

  /**
   * Writes layer {@code layer}, counted from 0, as a SameDiff file without training configuration.
   *
   * @throws IOException if the file cannot be written
   */
  void writeLayer(int layer, Path file) throws IOException;

  /** Judges the network as it stands on the test examples with the run's default predictor. */
  Evaluation evaluate();
}
