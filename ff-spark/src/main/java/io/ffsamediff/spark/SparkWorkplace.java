package io.ffsamediff.spark;

import io.ffsamediff.config.DeviceConfig;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.exec.GraphExecutor;
import io.ffsamediff.exec.NetworkExecutors;
import io.ffsamediff.train.Cluster;
import io.ffsamediff.train.FFNetwork;

/** A Spark cluster as the place where a network trains. */
final class SparkWorkplace implements Cluster.Place {

  private final RunConfig config;
  private final Partitions partitions;

  /**
   * On these partitions.
   *
   * @param config of the run
   * @param partitions closed with this
   */
  SparkWorkplace(RunConfig config, Partitions partitions) {
    this.config = config;
    this.partitions = partitions;
  }

  @Override
  public NetworkExecutors executors(DeviceConfig device) {
    return NetworkExecutors.elsewhere(
        device, new SparkLayers(config, partitions, GraphExecutor.threads(device)));
  }

  @Override
  public int trainingErrors(FFNetwork judged) {
    return partitions.errors(judged.values());
  }

  @Override
  public void close() {
    partitions.close();
  }
}
