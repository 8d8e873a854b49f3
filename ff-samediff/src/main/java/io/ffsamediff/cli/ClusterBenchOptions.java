package io.ffsamediff.cli;

import io.ffsamediff.bench.ClusterRequest;
import io.ffsamediff.bench.Repeats;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What is to be measured on clusters, and forecast for others. */
final class ClusterBenchOptions {

  /** Stands for the clusters that are taken where none is named. */
  private static final String DEFAULT = "auto";

  private static final int MOST_ROWS = 1_000_000;

  @Option(
      names = ClusterOption.NAME,
      arity = "0..1",
      fallbackValue = DEFAULT,
      paramLabel = "MASTER",
      description =
          "Measure layerwise training on Apache Spark instead, fit a cost model and forecast larger clusters; needs SPARK_HOME. May be repeated, for sizes (default: local-cluster of 1 and of 2 workers, and one for the cost of tasks). See docs/cluster.md.")
  private List<String> masters = new ArrayList<>();

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "4000",
      description = "With --cluster: the least rows for scaling (default: ${DEFAULT-VALUE}).")
  private int rows;

  @Option(
      names = "--network",
      paramLabel = "GBIT",
      defaultValue = "10",
      description =
          "With --cluster: bandwidth of a machine to assume, in Gbit/s (default: ${DEFAULT-VALUE}).")
  private double gigabits;

  @Option(
      names = "--worker-memory",
      paramLabel = "GIB",
      defaultValue = "8",
      description =
          "With --cluster: memory of a worker to assume for its rows, in GiB (default: ${DEFAULT-VALUE}).")
  private double workerGib;

  @Spec(Target.MIXEE)
  private @Nullable CommandSpec command;

  /** Whether clusters are to be measured. */
  boolean isAsked() {
    return !masters.isEmpty();
  }

  /**
   * What to measure.
   *
   * @param startedBy the cluster that has started this process, if one has
   * @throws ParameterException if a number is out of range
   */
  ClusterRequest request(Repeats repeats, Optional<String> startedBy) {
    require("--rows", "8 to " + MOST_ROWS, rows >= 8 && rows <= MOST_ROWS, rows);
    require("--network", "more than 0", gigabits > 0 && gigabits < Double.MAX_VALUE, gigabits);
    require(
        "--worker-memory", "more than 0", workerGib > 0 && workerGib < Double.MAX_VALUE, workerGib);
    List<String> named = masters.stream().filter(master -> !master.equals(DEFAULT)).toList();
    return new ClusterRequest(
        named.isEmpty() ? startedBy.map(List::of).orElse(ClusterRequest.LOCAL) : named,
        repeats,
        rows,
        gigabits,
        workerGib);
  }

  private void require(String option, String expected, boolean holds, Object received) {
    if (!holds) {
      throw new ParameterException(
          Objects.requireNonNull(command).commandLine(),
          "%s: expected %s, received %s".formatted(option, expected, received));
    }
  }
}
