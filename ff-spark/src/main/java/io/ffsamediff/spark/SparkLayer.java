package io.ffsamediff.spark;

import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.exec.GraphExecutor;
import io.ffsamediff.exec.LayerSums;
import io.ffsamediff.exec.StepStatistics;
import io.ffsamediff.exec.SummedLayer;
import io.ffsamediff.graph.LayerParameters;
import io.ffsamediff.train.LayerState;

/**
 * A layer whose step is one Spark job, or a part of one: its parameters go to all partitions, sums
 * come back, and the optimiser does its update here.
 */
final class SparkLayer implements GraphExecutor, SparkLayers.Trainee {

  private final SparkLayers network;
  private final LayerParameters parameters;
  private final SummedLayer summed;
  private final int layer;

  /** A layer of {@code network}, whose {@code parameters} steps change and their owner closes. */
  SparkLayer(
      SparkLayers network, LayerParameters parameters, OptimizerConfig optimizer, int threads) {
    this.network = network;
    this.parameters = parameters;
    this.summed = new SummedLayer(parameters, optimizer, threads);
    this.layer = parameters.spec().number() - 1;
  }

  @Override
  public LayerState state(boolean withOptimizer) {
    return new LayerState(
        parameters.toArray(),
        withOptimizer ? summed.updaterState() : new float[0],
        summed.iteration(),
        summed.meanActivity());
  }

  @Override
  public StepStatistics step(RowBlocks rows) {
    LayerSums sums = network.sums(layer);
    return network
        .clock()
        .optimizer(
            () ->
                network.localSteps() > 1
                    ? summed.replace(sums, network.stepsAtOnce())
                    : summed.step(sums));
  }

  @Override
  public void handOver(RowBlocks rows, HiddenRows next) {
    network.handOver(layer, parameters.toArray());
    next.received();
  }

  @Override
  public void setRate(double factor) {
    network.setRate(factor);
    summed.setRate(factor);
  }

  @Override
  public float[] updaterState() {
    return summed.updaterState();
  }

  @Override
  public int iteration() {
    return summed.iteration();
  }

  @Override
  public void restore(float[] updaterState, int iteration) {
    summed.restore(updaterState, iteration);
  }

  @Override
  public float[] meanActivity() {
    return summed.meanActivity();
  }

  @Override
  public void restoreMeanActivity(float[] meanActivity) {
    summed.restoreMeanActivity(meanActivity);
  }

  @Override
  public void close() {
    summed.close();
  }
}
