package io.ffsamediff.cli;

import io.ffsamediff.config.DeviceConfig.DeviceType;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains a network, or continues a run. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    customSynopsis = {
      "ff train CONFIG [--set KEY=VALUE]... [--device auto|cpu|cuda]",
      "                [--data-dir DIR] [--out DIR] [--json]",
      "       ff train --resume RUN [--set KEY=VALUE]... [--device auto|cpu|cuda]",
      "                [--data-dir DIR] [--json]"
    },
    description = {
      "Trains a network as CONFIG says and writes a run folder.",
      "It holds metrics, checkpoints, the model, its evaluation and a report.",
      "Ctrl-C saves the state; --resume goes on from there, bit for bit.",
      "A resumed run may change training.epochs, evaluation.every,",
      "checkpoints.* and device.* by --set."
    })
final class TrainCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "CONFIG",
      description = "Configuration, a JSON file; see configs/.")
  private @Nullable Path config;

  @Option(
      names = "--resume",
      paramLabel = "RUN",
      description = "Continue the run in this folder from its last checkpoint.")
  private @Nullable Path resume;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Run folder; must be new or empty (default: runs/<name>-<UTC time>).")
  private @Nullable Path out;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "auto, cpu or cuda; goes before the configuration's device.type.")
  private @Nullable DeviceType device;

  @Option(names = "--json", description = "Print the result as one JSON document.")
  private boolean json;

  @Mixin private ConfigOptions changes = new ConfigOptions();
  @Mixin private DataOptions dataOptions = new DataOptions();
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec);
    PrintWriter stdout = command.commandLine().getOut();
    PrintWriter stderr = command.commandLine().getErr();
    try (StopSignal stop = new StopSignal(stderr, Runtime.getRuntime()::halt)) {
      TrainingSession session = new TrainingSession(dataOptions, device, stderr, stop);
      TrainingOutcome result = train(session, command);
      result.print(stdout, stderr, json);
      return result.exitCode(stop.received());
    }
  }

  private TrainingOutcome train(TrainingSession session, CommandSpec command) {
    if (resume != null) {
      if (config != null || out != null) {
        throw new ParameterException(
            command.commandLine(),
            "--resume takes the run's own configuration and folder: leave out CONFIG and --out");
      }
      return session.resume(resume, changes.overrides());
    }
    if (config == null) {
      throw new ParameterException(
          command.commandLine(), "Missing parameter: CONFIG, or --resume RUN");
    }
    return session.start(config, changes.overrides(), out);
  }
}
