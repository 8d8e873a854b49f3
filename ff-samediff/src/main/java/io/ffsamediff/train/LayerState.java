package io.ffsamediff.train;

/**
 * What one layer must remember to go on: a snapshot, not a view.
 *
 * @param parameters kernel (inputs x units, row by row), then biases
 * @param updaterState state of the optimiser; for Adam the first moments, then the second
 * @param iteration optimiser steps done
 */
public record LayerState(float[] parameters, float[] updaterState, int iteration) {}
