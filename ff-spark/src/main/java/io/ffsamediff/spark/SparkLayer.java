package io.ffsamediff.spark;

import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.exec.GraphExecutor;
import io.ffsamediff.exec.LayerSums;
import io.ffsamediff.exec.StepStatistics;
import io.ffsamediff.exec.SummedLayer;
import io.ffsamediff.graph.LayerParameters;
import org.apache.spark.broadcast.Broadcast;

/**
 * A layer whose step is one Spark job: its parameters go to all partitions, sums come back, and the
 * optimiser does its update here.
 */
final class SparkLayer implements GraphExecutor {

  private final SparkLayers network;
  private final Partitions partitions;
  private final LayerParameters parameters;
  private final SummedLayer summed;
  private final int layer;

  SparkLayer(
      SparkLayers network,
      Partitions partitions,
      LayerParameters parameters,
      OptimizerConfig optimizer,
      int threads) {
    this.network = network;
    this.partitions = partitions;
    this.parameters = parameters;
    this.summed = new SummedLayer(parameters, optimizer, threads);
    this.layer = parameters.spec().number() - 1;
  }

  @Override
  public StepStatistics step(RowBlocks rows) {
    Broadcast<float[]> sent = partitions.broadcast(parameters.toArray());
    try {
      String what = "layer %d, step %d".formatted(layer + 1, summed.iteration() + 1);
      LayerSums sums = partitions.sums(what, network.work(layer, sent, summed.meanActivity()));
      return summed.step(sums);
    } finally {
      sent.destroy();
    }
  }

  @Override
  public void handOver(RowBlocks rows, HiddenRows next) {
    network.handOver(layer, parameters.toArray());
    next.received();
  }

  @Override
  public void setRate(double factor) {
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
