package io.ffsamediff.cli;

import io.ffsamediff.config.RunConfig;
import io.ffsamediff.device.DeviceException;
import io.ffsamediff.train.Cluster;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a run trains, if not in this process. */
final class ClusterOption {

  /** The option, which the launcher looks for too. */
  static final String NAME = "--cluster";

  @Option(
      names = NAME,
      paramLabel = "MASTER",
      description = {
        "Train on Apache Spark: local[2], local-cluster[2,1,2048],",
        "spark://HOST:PORT, yarn or k8s://...; needs SPARK_HOME. See docs/cluster.md."
      })
  private @Nullable String master;

  /** Whether a cluster is asked for. */
  boolean isGiven() {
    return master != null;
  }

  /**
   * The cluster that is asked for.
   *
   * @param config of the run
   * @throws DeviceException if it is not to be had
   * @throws io.ffsamediff.config.ConfigException if it cannot do what {@code config} asks for
   */
  Optional<Cluster> open(RunConfig config) {
    if (master == null) {
      return Optional.empty();
    }
    Cluster.Provider provider =
        ServiceLoader.load(Cluster.Provider.class)
            .findFirst()
            .orElseThrow(
                () ->
                    new DeviceException(
                        "--cluster: expected SPARK_HOME, the folder of a Spark 4.1 for Scala 2.13, received %s. Install Spark, or run make spark-home, and set SPARK_HOME."
                            .formatted(System.getenv().getOrDefault("SPARK_HOME", "none"))));
    provider.check(config);
    return Optional.of(provider.open(master, "ff " + config.name()));
  }
}
