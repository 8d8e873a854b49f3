package io.ffsamediff.train;

import java.io.Serializable;

/**
 * What one layer, or the softmax head, must remember to go on: a snapshot, not a view.
 *
 * @param parameters kernel (inputs x units, row by row), then biases
 * @param updaterState state of the optimiser; for Adam the first moments, then the second
 * @param iteration optimiser steps done
 * @param meanActivity running mean activity of each unit; empty without peer normalisation
 */
public record LayerState(
    float[] parameters, float[] updaterState, int iteration, float[] meanActivity)
    implements Serializable {

  /** A layer without peer normalisation. */
  public LayerState(float[] parameters, float[] updaterState, int iteration) {
    this(parameters, updaterState, iteration, new float[0]);
  }
}
