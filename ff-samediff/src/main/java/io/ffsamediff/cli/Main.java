package io.ffsamediff.cli;

import io.ffsamediff.config.DeviceConfig.DeviceType;
import io.ffsamediff.config.EvaluationConfig.PredictorKind;
import io.ffsamediff.data.PictureFit;
import io.ffsamediff.export.ExportFormat;
import io.ffsamediff.train.Cluster;
import java.io.PrintWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;

/** The {@code ff} command line: hands over to a command and turns its outcome into an exit code. */
@Command(
    name = "ff",
    description = "Forward-Forward training engine for the JVM.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = VersionProvider.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      TrainCommand.class,
      EvaluateCommand.class,
      PredictCommand.class,
      ReportCommand.class,
      CompareCommand.class,
      ServeCommand.class,
      ExportCommand.class,
      BenchCommand.class,
      BenchDeviceCommand.class,
      CudaDriverCommand.class,
      DeviceTrialCommand.class,
      GpuCheckCommand.class,
      GpuTraceCommand.class,
      WarmCacheCommand.class,
      ConfigCommand.class,
      DataCommand.class,
      DoctorCommand.class,
      CompletionCommand.class,
      HelpCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ff train configs/quickstart.json --out runs/first",
      "  ff evaluate runs/first",
      "  ff doctor"
    })
public final class Main {

  private static final String STACK_TRACE_VARIABLE = "FF_STACKTRACE";

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "No progress and no notices on stderr, only warnings and errors.")
  private boolean quiet;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      scope = ScopeType.INHERIT,
      description = "Log on stderr: ${COMPLETION-CANDIDATES} (default: FF_LOG, else warn).")
  private @Nullable LogLevel logLevel;

  private final Optional<Cluster.Provider> clusters;

  private Main(Optional<Cluster.Provider> clusters) {
    this.clusters = clusters;
  }

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    run(arguments, Optional.empty());
  }

  /**
   * The same where networks can train on clusters. Returns if all went well, since YARN takes an
   * application that ends its process for a failed one.
   *
   * @param clusters opens them
   */
  public static void run(String[] arguments, Optional<Cluster.Provider> clusters) {
    CommandLine commandLine = commandLine(clusters);
    commandLine.setOut(commandLine.getOut()); // the real one, before libraries lose it
    System.setOut(StrayOutput.stream());
    int exitCode;
    try {
      exitCode = commandLine.execute(arguments);
    } catch (Throwable failure) { // Errors, as of a native library that does not load
      exitCode = fail(failure, Messages.of(commandLine.getCommandSpec()));
    }
    if (exitCode != ExitCodes.OK || clusters.isEmpty()) {
      System.exit(exitCode);
    }
  }

  /** The command line with all commands, reporting failures as {@link ExitCodes} says. */
  public static CommandLine commandLine() {
    return commandLine(Optional.empty());
  }

  private static CommandLine commandLine(Optional<Cluster.Provider> clusters) {
    CommandLine line = new CommandLine(new Main(clusters));
    WordConverter.register(line, LogLevel.class);
    WordConverter.register(line, DeviceType.class);
    WordConverter.register(line, PredictorKind.class);
    WordConverter.register(line, PictureFit.class);
    WordConverter.register(line, ExportFormat.class);
    WordConverter.register(line, BenchOptions.BaselineKind.class);
    WordConverter.register(line, CompletionCommand.Shell.class);
    return line.setColorScheme(
            Help.defaultColorScheme(Terminal.stdoutHasColours() ? Ansi.ON : Ansi.OFF))
        .setExecutionStrategy(Main::run)
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> fail(failure, Messages.of(command.getCommandSpec())))
        .setParameterExceptionHandler((failure, arguments) -> misuse(failure));
  }

  /** Logging starts with the first logger, which no command has before it runs. */
  private static int run(ParseResult parsed) {
    CommandSpec root = parsed.commandSpec();
    if (root.userObject() instanceof Main main && main.logLevel != null) {
      main.logLevel.apply();
    }
    return new RunLast().execute(parsed);
  }

  /** Whether only warnings and errors are to be told. */
  boolean isQuiet() {
    return quiet;
  }

  /** What opens clusters, where networks can train on such. */
  static Optional<Cluster.Provider> clusters(CommandSpec command) {
    return command.root().userObject() instanceof Main main ? main.clusters : Optional.empty();
  }

  private static int misuse(ParameterException failure) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    Messages.of(command.getCommandSpec()).error(String.valueOf(failure.getMessage()));
    Suggestion.print(failure, err);
    err.printf("Try '%s --help'.%n", command.getCommandSpec().qualifiedName());
    err.flush();
    return ExitCodes.USAGE;
  }

  private static int fail(Throwable failure, Messages messages) {
    if (ExitCodes.isForUser(failure)) {
      String.valueOf(failure.getMessage()).lines().forEach(messages::error);
    } else {
      messages.error("internal error: %s (set FF_STACKTRACE=1 for the trace)".formatted(failure));
    }
    if ("1".equals(System.getenv(STACK_TRACE_VARIABLE))) {
      failure.printStackTrace(messages.err());
      messages.err().flush();
    }
    return ExitCodes.of(failure);
  }
}
