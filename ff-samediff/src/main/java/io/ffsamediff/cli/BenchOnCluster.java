package io.ffsamediff.cli;

import io.ffsamediff.bench.ClusterBenchmark;
import io.ffsamediff.bench.ClusterRequest;
import io.ffsamediff.bench.ClusterResult;
import io.ffsamediff.bench.SyntheticImages;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.train.Cluster;
import java.time.Clock;

/** The part of {@code ff bench} that measures clusters, in the driver's process. */
final class BenchOnCluster {

  private final Cluster.Provider clusters;
  private final DataOptions data;
  private final Messages messages;

  /**
   * With what this process can open.
   *
   * @param data has the data set whose form random images take
   */
  BenchOnCluster(Cluster.Provider clusters, DataOptions data, Messages messages) {
    this.clusters = clusters;
    this.data = data;
    this.messages = messages;
  }

  /** Measures {@code asked}. */
  ClusterResult measure(RunConfig asked, ClusterRequest request) {
    clusters.check(asked);
    SyntheticImages images = SyntheticImages.like(data.load(asked.data(), messages).train());
    RunConfig config = TrainingSetup.with(asked, TrainingSetup.precision(asked, messages));
    try (ScratchFolder folder = new ScratchFolder("ff-bench")) {
      return new ClusterBenchmark(
              clusters,
              request,
              config,
              images,
              folder.path(),
              step -> messages.notice("bench " + step))
          .measure(Clock.systemUTC().instant());
    }
  }
}
