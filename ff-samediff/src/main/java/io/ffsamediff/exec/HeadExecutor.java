package io.ffsamediff.exec;

import io.ffsamediff.data.HiddenRows;
import java.nio.FloatBuffer;
import java.util.List;

/** Trains a softmax head on the activations of layers; owns its optimiser state. */
public interface HeadExecutor extends AutoCloseable {

  /**
   * What a step saw before its update.
   *
   * @param loss mean cross-entropy
   * @param probabilities_BC probability of each class for each row; valid until the next step
   */
  record Step(double loss, FloatBuffer probabilities_BC) {}

  /**
   * One optimiser step.
   *
   * @param inputs normalised activations whose positives are read, for each layer that the head
   *     reads
   * @param labels_B the true labels
   */
  Step step(List<HiddenRows> inputs, int[] labels_B);

  /** Sets the learning rate of the steps from now on, as {@link GraphExecutor#setRate}. */
  void setRate(double factor);

  /** Makes the head's parameters what the last step has made of them. */
  default void publish() {}

  /** State of the optimiser, as {@link GraphExecutor#updaterState}. */
  float[] updaterState();

  /** Optimiser steps done. */
  int iteration();

  /**
   * Goes on from a saved state.
   *
   * @throws IllegalArgumentException if the state has another length than this head's
   */
  void restore(float[] updaterState, int iteration);

  @Override
  void close();
}
