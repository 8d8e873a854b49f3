package io.ffsamediff.cli;

import io.ffsamediff.config.RunConfig;
import io.ffsamediff.device.DeviceException;
import io.ffsamediff.train.Cluster;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  /**
   * The cluster that is asked for, or that has started this process.
   *
   * @param clusters opens them, where this process can
   * @param config of the run
   * @throws ParameterException if another one is asked for than has started this process
   * @throws DeviceException if it is not to be had
   * @throws io.ffsamediff.config.ConfigException if it cannot do what {@code config} asks for
   */
  Optional<Cluster> open(Optional<Cluster.Provider> clusters, RunConfig config) {
    @Nullable String address = address(clusters.flatMap(Cluster.Provider::startedBy));
    if (address == null) {
      return Optional.empty();
    }
    Cluster.Provider provider = provider(clusters);
    provider.check(config);
    return Optional.of(provider.open(address, "ff " + config.name()));
  }

  private @Nullable String address(Optional<String> startedBy) {
    if (master != null && !startedBy.orElse(master).equals(master)) {
      throw new ParameterException(
          Objects.requireNonNull(command).commandLine(),
          "--cluster: expected %s, by which this process was started, received %s. Leave out --cluster."
              .formatted(startedBy.get(), master));
    }
    return master == null ? startedBy.orElse(null) : master;
  }

  /**
   * What opens clusters.
   *
   * @throws DeviceException if this process cannot
   */
  static Cluster.Provider provider(Optional<Cluster.Provider> clusters) {
    return clusters.orElseThrow(ClusterOption::noSpark);
  }

  private static DeviceException noSpark() {
    return new DeviceException(
        "--cluster: expected SPARK_HOME, the folder of a Spark 4.1 for Scala 2.13, and the distribution's part for clusters (make build), received %s. Install Spark, or run make spark-home, and set SPARK_HOME."
            .formatted(System.getenv().getOrDefault("SPARK_HOME", "no SPARK_HOME")));
  }
}
