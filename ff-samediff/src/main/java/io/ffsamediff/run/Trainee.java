package io.ffsamediff.run;

import io.ffsamediff.eval.Examination;
import io.ffsamediff.train.StateProblem;
import io.ffsamediff.train.TrainingListener;
import io.ffsamediff.train.TrainingResult;
import io.ffsamediff.train.TrainingState;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What a run trains: network, controller and evaluator as one, so that a run needs no ND4J. */
public interface Trainee extends ModelStore.PartWriter {

  /** The present state; before training the freshly initialised one. */
  TrainingState state();

  /**
   * What is wrong with a state that was read from a file, whose arrays have the sizes of {@link
   * #state}; empty if it can be one of this run.
   */
  Optional<StateProblem> problemOf(TrainingState state);

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

  /** Judges the network as it stands on the test examples, in all its ways to predict. */
  Examination examine();
}
