package io.ffsamediff.cli;

import io.ffsamediff.config.DataConfig;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.TrainTest;
import io.ffsamediff.device.DeviceChoice;
import io.ffsamediff.run.RunManifest;
import io.ffsamediff.train.Cluster;
import java.util.Optional;

/** Where a run has its data and trains: this process, or a cluster. */
final class TrainingGround implements AutoCloseable {

  private final DataOptions dataOptions;
  private final Messages messages;
  private final Optional<Cluster> cluster;

  private TrainingGround(DataOptions dataOptions, Messages messages, Optional<Cluster> cluster) {
    this.dataOptions = dataOptions;
    this.messages = messages;
    this.cluster = cluster;
  }

  /**
   * What is asked for.
   *
   * @param clusters opens clusters, where this process can
   * @param config of the run
   * @throws io.ffsamediff.device.DeviceException if the cluster is not to be had
   * @throws io.ffsamediff.config.ConfigException if it cannot do what {@code config} asks for
   */
  static TrainingGround open(
      ClusterOption option,
      Optional<Cluster.Provider> clusters,
      DataOptions dataOptions,
      RunConfig config,
      Messages messages) {
    return new TrainingGround(dataOptions, messages, option.open(clusters, config));
  }

  /** The examples that {@code config} asks for, as far as they come here. */
  TrainTest load(DataConfig config) {
    if (cluster.isEmpty()) {
      return dataOptions.load(config, messages);
    }
    return cluster.get().load(config, dataOptions.address());
  }

  /** The network that is to learn {@code data}. */
  EngineTrainee trainee(RunConfig config, TrainTest data) {
    return cluster.isPresent()
        ? new EngineTrainee(config, data, cluster.get().place(config, data))
        : new EngineTrainee(config, data);
  }

  /** Where it computes. */
  RunManifest.Device device(DeviceChoice choice) {
    return cluster
        .map(c -> new RunManifest.Device("spark", c.description(), "asked for by --cluster"))
        .orElseGet(() -> TrainingSetup.device(choice));
  }

  @Override
  public void close() {
    cluster.ifPresent(Cluster::close);
  }
}
