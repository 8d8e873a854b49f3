package io.ffsamediff.exec;

import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.graph.HeadParameters;
import java.util.Arrays;
import java.util.List;

/**
 * A softmax head where its optimiser is, while its examples are elsewhere: does steps from what all
 * of them add up to, as {@link PartialHead} has it for shares of them.
 */
public final class SummedHead implements AutoCloseable {

  private final HeadParameters parameters;
  private final HeadParameters gradient;
  private final Optimizer updater;
  private final WorkTeam team;

  /**
   * Takes over what the head is now.
   *
   * @param parameters changed by each step; closed by their owner
   * @param threads threads that share an update, at least 1
   */
  public SummedHead(HeadParameters parameters, OptimizerConfig optimizer, int threads) {
    this.team = WorkTeam.onHost(threads);
    this.parameters = parameters;
    this.gradient = new HeadParameters(parameters.spec());
    this.updater =
        Optimizer.of(
            optimizer,
            parameters.flat(),
            List.of(gradient.flat()),
            Math.toIntExact(parameters.kernel().length()),
            team);
  }

  /**
   * One optimiser step.
   *
   * @param sums of all examples of the batch
   * @return mean cross-entropy before the update
   */
  public double step(LayerSums sums) {
    gradient.set(sums.values());
    updater.apply(1);
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
    int count = Math.toIntExact(parameters.flat().length());
    parameters.set(Arrays.copyOf(mean.values(), count));
    updater.restore(
        Arrays.copyOfRange(mean.values(), count, mean.values().length),
        updater.iteration() + steps);
    return mean.lossSum() / mean.rows();
  }

  /** As {@link HeadExecutor#setRate}. */
  public void setRate(double factor) {
    updater.setRate(factor);
  }

  /** As {@link HeadExecutor#updaterState}. */
  public float[] updaterState() {
    return updater.state();
  }

  /** Optimiser steps done. */
  public int iteration() {
    return updater.iteration();
  }

  /** As {@link HeadExecutor#restore}. */
  public void restore(float[] updaterState, int iteration) {
    updater.restore(updaterState, iteration);
  }

  @Override
  public void close() {
    gradient.close();
    team.close();
  }
}
