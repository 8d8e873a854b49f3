package io.ffsamediff.spark;

import io.ffsamediff.config.DeviceConfig;
import io.ffsamediff.exec.GraphExecutor;
import io.ffsamediff.exec.NetworkExecutors;
import io.ffsamediff.graph.LayerParameters;
import io.ffsamediff.train.Cluster;
import io.ffsamediff.train.FFNetwork;

/** A Spark cluster as the place where a network trains. */
final class SparkWorkplace implements Cluster.Place {

  private final Partitions partitions;

  /** On these partitions, closed with this. */
  SparkWorkplace(Partitions partitions) {
    this.partitions = partitions;
  }

  @Override
  public NetworkExecutors executors(DeviceConfig device) {
    return NetworkExecutors.elsewhere(
        device, new SparkLayers(partitions, GraphExecutor.threads(device)));
  }

  @Override
  public int trainingErrors(FFNetwork judged) {
    return partitions.errors(judged.layers().stream().map(LayerParameters::toArray).toList());
  }

  @Override
  public void close() {
    partitions.close();
  }
}
