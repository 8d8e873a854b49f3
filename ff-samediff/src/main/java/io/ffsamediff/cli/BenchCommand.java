package io.ffsamediff.cli;

import io.ffsamediff.bench.BenchmarkFiles;
import io.ffsamediff.bench.BenchmarkJson;
import io.ffsamediff.bench.BenchmarkRequest;
import io.ffsamediff.bench.BenchmarkResult;
import io.ffsamediff.bench.BenchmarkTable;
import io.ffsamediff.bench.ClusterRequest;
import io.ffsamediff.bench.ClusterResult;
import io.ffsamediff.bench.ClusterTable;
import io.ffsamediff.bench.DeviceResult;
import io.ffsamediff.config.DeviceConfig.DeviceType;
import io.ffsamediff.config.NegativesConfig;
import io.ffsamediff.config.NetworkConfig;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.config.TrainingConfig;
import io.ffsamediff.device.Machine;
import io.ffsamediff.train.Cluster;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Measures how fast a configuration trains and predicts. Starts a process for each device and loads
 * nothing of ND4J itself.
 */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    customSynopsis = {
      "ff bench CONFIG [--set KEY=VALUE]... [--devices cpu,cuda] [--scaling]",
      "                [--baseline samediff-fit] [--repeats N] [--warm-up N]",
      "                [--data-dir DIR] [--json FILE] [--out DIR]",
      "       ff bench CONFIG --cluster [MASTER]... [--set KEY=VALUE]... [--rows N]",
      "                [--network GBIT] [--worker-memory GIB] [--repeats N]",
      "                [--warm-up N] [--data-dir DIR] [--json FILE] [--out DIR]"
    },
    description = {
      "Measures how fast a configuration trains and predicts.",
      "Steps stand beside their bare matrix products; whole epochs, memory and",
      "prediction are measured too. Nothing of the network is kept.",
      "With --cluster, steps on Apache Spark, and what a cost model makes of them."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ff bench configs/mnist-keras.json --baseline samediff-fit",
      "  ff bench configs/quickstart.json --devices cpu,cuda --json bench.json",
      "  ff bench configs/mnist-fast.json --repeats 3 --warm-up 1 --out figures",
      "  ff bench configs/mnist-keras.json --cluster --network 25"
    })
final class BenchCommand implements Callable<Integer> {

  private static final Path STDOUT = Path.of("-");

  @Option(
      names = "--devices",
      paramLabel = "DEVICE",
      split = ",",
      completionCandidates = Words.Device.class,
      description = {
        "cpu, cuda or both, each in a process of its own",
        "(default: the configuration's device.type)."
      })
  private Set<DeviceType> devices = new LinkedHashSet<>();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the result as one JSON document; - is stdout.")
  private @Nullable Path json;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Write the result as JSON, HTML and PNG to this folder, JSON alone with --cluster; names say configuration, hardware and date.")
  private @Nullable Path out;

  @Mixin private BenchOptions options = new BenchOptions();
  @Mixin private ClusterBenchOptions cluster = new ClusterBenchOptions();
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec);
    PrintWriter stderr = command.commandLine().getErr();
    BenchmarkRequest request = options.request();
    RunConfig config = options.config();
    if (cluster.isAsked()) {
      return onCluster(command, request, config);
    }
    requireMeasurable(command, request, config);
    requireWritable();
    Instant start = Clock.systemUTC().instant();
    BenchProcess processes = new BenchProcess(options.words(), stderr);
    List<DeviceResult> found = new ArrayList<>();
    int failure = ExitCodes.OK;
    for (DeviceType device : devices.isEmpty() ? Set.of(config.device().type()) : devices) {
      BenchProcess.Outcome outcome = processes.run(device);
      if (isMistake(outcome.exitCode())) {
        return outcome.exitCode();
      }
      failure = failure == ExitCodes.OK ? outcome.exitCode() : failure;
      found.add(outcome.result());
    }
    BenchmarkResult result = BenchmarkResult.of(config, start, Machine.read(), request, found);
    publish(result, command.commandLine().getOut(), Messages.of(command).notices());
    return found.stream().anyMatch(DeviceResult::available) ? ExitCodes.OK : failure;
  }

  private int onCluster(CommandSpec command, BenchmarkRequest request, RunConfig config) {
    if (!devices.isEmpty() || request.baseline() || request.scaling()) {
      throw new ParameterException(
          command.commandLine(),
          "--cluster measures steps on clusters alone: leave out --devices, --baseline and --scaling");
    }
    if (!(config.training() instanceof TrainingConfig.Layerwise)) {
      throw new ParameterException(
          command.commandLine(),
          "CONFIG: expected a configuration that trains \"layerwise\", whose full-batch steps --cluster measures, received another. Choose another configuration.");
    }
    Optional<Cluster.Provider> found = Main.clusters(command);
    ClusterRequest asked =
        cluster.request(request.repeats(), found.flatMap(Cluster.Provider::startedBy));
    Cluster.Provider clusters = ClusterOption.provider(found);
    requireWritable();
    Messages messages = Messages.of(command);
    ClusterResult result =
        new BenchOnCluster(clusters, options.data(), messages).measure(config, asked);
    publish(result, command.commandLine().getOut(), messages.notices());
    return ExitCodes.OK;
  }

  /** Measuring should not end at what the benchmark has no work for. */
  private static void requireMeasurable(
      CommandSpec command, BenchmarkRequest request, RunConfig config) {
    if (request.baseline() && !(config.training() instanceof TrainingConfig.Layerwise)) {
      throw new ParameterException(
          command.commandLine(),
          "--baseline: expected a configuration that trains \"layerwise\", as SameDiff's own session does here, received another. Leave it out, or take configs/layerwise.json.");
    }
    if (config.network() instanceof NetworkConfig.Backprop) {
      throw new ParameterException(
          command.commandLine(),
          "CONFIG: expected a network of \"forward-forward\", received \"backprop\", whose layers have no step of their own to measure. Choose another configuration.");
    }
    if (config.negatives() instanceof NegativesConfig.Hybrid) {
      throw new ParameterException(
          command.commandLine(),
          "CONFIG: expected negatives with other labels, received \"hybrid\" images, which the benchmark cannot make yet. Choose another configuration.");
    }
  }

  /** What would go wrong on the next device too, and has been told. */
  private static boolean isMistake(int exitCode) {
    return exitCode == ExitCodes.USAGE
        || exitCode == ExitCodes.CONFIG
        || exitCode == ExitCodes.DATA
        || exitCode == ExitCodes.DIVERGED;
  }

  /** Minutes of measuring should not end at a folder that cannot be written. */
  private void requireWritable() {
    if (out != null) {
      BenchmarkFiles.requireFolder(out);
    }
    if (json != null && !json.equals(STDOUT)) {
      BenchmarkFiles.requireFolder(json.toAbsolutePath().resolveSibling(""));
    }
  }

  private void publish(ClusterResult result, PrintWriter stdout, PrintWriter notices) {
    stdout.print(STDOUT.equals(json) ? BenchmarkJson.of(result) : ClusterTable.of(result));
    stdout.flush();
    if (json != null && !json.equals(STDOUT)) {
      BenchmarkFiles.writeJson(result, json);
    }
    if (out != null) {
      notices.println("wrote " + BenchmarkFiles.write(result, out));
      notices.flush();
    }
  }

  private void publish(BenchmarkResult result, PrintWriter stdout, PrintWriter notices) {
    stdout.print(STDOUT.equals(json) ? BenchmarkJson.of(result) : BenchmarkTable.of(result));
    stdout.flush();
    if (json != null && !json.equals(STDOUT)) {
      BenchmarkFiles.writeJson(result, json);
    }
    if (out != null) {
      BenchmarkFiles.write(result, out).forEach(file -> notices.println("wrote " + file));
      notices.flush();
    }
  }
}
