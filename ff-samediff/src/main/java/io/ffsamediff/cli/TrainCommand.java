package io.ffsamediff.cli;

import io.ffsamediff.config.DeviceConfig.DeviceType;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.ObjIntConsumer;
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
      "                [--data-dir DIR] [--out DIR] [--cluster MASTER]",
      "                [--json|--json-events] [-q]",
      "       ff train --resume RUN [--set KEY=VALUE]... [--device auto|cpu|cuda]",
      "                [--data-dir DIR] [--cluster MASTER] [--json|--json-events] [-q]"
    },
    description = {
      "Trains a network as CONFIG says and writes a run folder.",
      "It holds metrics, checkpoints, the model, its evaluation and a report.",
      "Ctrl-C saves the state; --resume goes on from there, bit for bit.",
      "A resumed run may change training.epochs, evaluation.every,",
      "checkpoints.* and device.* by --set."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ff train configs/quickstart.json --out runs/first",
      "  ff train configs/mnist-keras.json --set training.epochs=10 --device cpu",
      "  ff train --resume runs/first --set training.epochs=20",
      "  ff train configs/quickstart.json --json-events --quiet"
    })
final class TrainCommand implements Callable<Integer> {

  private static final String STOPPING =
      "stopping after this step; another signal ends at once, unsaved.";

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
      completionCandidates = Words.Device.class,
      description = "auto, cpu or cuda; goes before the configuration's device.type.")
  private @Nullable DeviceType device;

  @Option(names = "--json", description = "Print the result as one JSON document.")
  private boolean json;

  @Option(
      names = "--json-events",
      description =
          "Print events as JSON Lines: the start, each epoch, each second between, and the end with the result.")
  private boolean jsonEvents;

  @Mixin private ConfigOptions changes = new ConfigOptions();
  @Mixin private DataOptions dataOptions = new DataOptions();
  @Mixin private ClusterOption cluster = new ClusterOption();
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec);
    requireSense(command);
    PrintWriter stdout = command.commandLine().getOut();
    if (!jsonEvents) {
      return train(command, null, (outcome, exitCode) -> outcome.print(stdout, json));
    }
    TrainingEvents events = new TrainingEvents(stdout, Clock.systemUTC(), resume != null);
    try {
      return train(command, events, events::ended);
    } catch (RuntimeException | Error e) {
      events.failed(e);
      throw e;
    }
  }

  /**
   * Trains and publishes the outcome.
   *
   * @param result receives the outcome and the exit code
   */
  private int train(
      CommandSpec command,
      @Nullable TrainingEvents events,
      ObjIntConsumer<TrainingOutcome> result) {
    Messages messages = Messages.of(command);
    try (StopSignal stop =
        new StopSignal(() -> messages.notice(STOPPING), Runtime.getRuntime()::halt)) {
      TrainingSession session =
          new TrainingSession(
              dataOptions, cluster, Main.clusters(command), device, messages, events, stop);
      TrainingOutcome outcome =
          resume != null
              ? session.resume(resume, changes.overrides())
              : session.start(Objects.requireNonNull(config), changes.overrides(), out);
      int exitCode = outcome.exitCode(stop.received());
      result.accept(outcome, exitCode);
      outcome.tell(messages.notices());
      return exitCode;
    }
  }

  private void requireSense(CommandSpec command) {
    if (resume != null && (config != null || out != null)) {
      throw new ParameterException(
          command.commandLine(),
          "--resume takes the run's own configuration and folder: leave out CONFIG and --out");
    }
    if (resume == null && config == null) {
      throw new ParameterException(
          command.commandLine(), "Missing parameter: CONFIG, or --resume RUN");
    }
    if (json && jsonEvents) {
      throw new ParameterException(
          command.commandLine(),
          "--json prints the result alone and --json-events prints it as the last of all events: leave out one");
    }
  }
}
