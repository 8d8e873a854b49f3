package io.ffsamediff.train;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Trains a network to the end, or until asked to stop. */
public interface Controller extends AutoCloseable {

  /**
   * Trains from the present state on.
   *
   * @param listener hears of every step and epoch
   * @param stop asked after each step; once true, training ends there
   * @throws DivergedException if a loss is no finite number
   */
  TrainingResult run(TrainingListener listener, BooleanSupplier stop);

  /** A snapshot from which {@link #restore} goes on bit for bit. */
  TrainingState state();

  /**
   * What is wrong with a state that was read from a file.
   *
   * @param state one whose arrays have the sizes of {@link #state}
   * @return empty if it can be a state of this run, so that {@link #restore} may take it
   */
  Optional<StateProblem> problemOf(TrainingState state);

  /**
   * Goes on from a saved state.
   *
   * @throws IllegalArgumentException if the state is of a network of another form
   */
  void restore(TrainingState state);

  @Override
  void close();
}
