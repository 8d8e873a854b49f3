package io.ffsamediff.exec;

import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.graph.HeadParameters;

/**
 * A softmax head where its optimiser is, while its examples are elsewhere: does steps from what all
 * of them add up to, as {@link PartialHead} has it for shares of them.
 */
public final class SummedHead implements AutoCloseable {

  private final HeadParameters gradient;
  private final SummedUpdate update;

  /**
   * Takes over what the head is now.
   *
   * @param parameters changed by each step; closed by their owner
   * @param threads threads that share an update, at least 1
   */
  public SummedHead(HeadParameters parameters, OptimizerConfig optimizer, int threads) {
    this.gradient = new HeadParameters(parameters.spec());
    this.update = new SummedUpdate(parameters, gradient, optimizer, threads);
  }

  /**
   * One optimiser step.
   *
   * @param sums of all examples of the batch
   * @return mean cross-entropy before the update
   */
  public double step(LayerSums sums) {
    update.take(sums);
    update.apply();
    return sums.lossSum() / sums.rows();
  }

  /**
   * Takes over what local steps have come to.
   *
   * @param mean what the shares' {@link LocalSteps} add up to
   * @param steps how many each share has done
   * @return mean cross-entropy, each step before its update
   */
  public double replace(LayerSums mean, int steps) {
    update.replace(mean, steps);
    return mean.lossSum() / mean.rows();
  }

  /** As {@link HeadExecutor#setRate}. */
  public void setRate(double factor) {
    update.optimizer().setRate(factor);
  }

  /** As {@link HeadExecutor#updaterState}. */
  public float[] updaterState() {
    return update.optimizer().state();
  }

  /** Optimiser steps done. */
  public int iteration() {
    return update.optimizer().iteration();
  }

  /** As {@link HeadExecutor#restore}. */
  public void restore(float[] updaterState, int iteration) {
    update.optimizer().restore(updaterState, iteration);
  }

  @Override
  public void close() {
    gradient.close();
    update.close();
  }
}
