package io.ffsamediff.exec;

import io.ffsamediff.graph.LayerParameters;
import java.util.Arrays;

/**
 * What a share of the rows makes of a layer or of a head by steps of its own, to be averaged with
 * what other shares make of it.
 */
public final class LocalSteps {

  private long rows;
  private double lossSum;
  private double goodnessSum;
  private double goodnessContrast;

  /** Adds a step of a layer on {@code rows} rows, positives and negatives. */
  public void add(StepStatistics seen, int rows) {
    this.rows += rows;
    lossSum += rows * seen.loss();
    goodnessSum += rows * (seen.goodnessPositive() + seen.goodnessNegative()) / 2;
    goodnessContrast += rows * (seen.goodnessPositive() - seen.goodnessNegative()) / 2;
  }

  /** Adds a step of a head on {@code examples} examples. */
  public void add(double loss, int examples) {
    rows += examples;
    lossSum += examples * loss;
  }

  /**
   * What a layer's steps have come to, times the share's weight, and what they saw.
   *
   * @param weight from 0 to 1; those of all shares add up to 1
   */
  public LayerSums weighted(LayerParameters parameters, GraphExecutor executor, double weight) {
    return weighted(parameters.toArray(), executor.updaterState(), executor.meanActivity(), weight);
  }

  /**
   * What steps have come to, times the share's weight, and what they saw.
   *
   * @param weight from 0 to 1; those of all shares add up to 1
   */
  public LayerSums weighted(
      float[] parameters, float[] updaterState, float[] meanActivity, double weight) {
    float[] values = Arrays.copyOf(parameters, parameters.length + updaterState.length);
    System.arraycopy(updaterState, 0, values, parameters.length, updaterState.length);
    return new LayerSums(
        times(weight, values),
        rows,
        lossSum,
        goodnessSum,
        goodnessContrast,
        times(weight, meanActivity.clone()));
  }

  private static float[] times(double weight, float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (weight * values[i]);
    }
    return values;
  }
}
