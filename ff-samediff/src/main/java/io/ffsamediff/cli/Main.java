package io.ffsamediff.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;
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
      ReportCommand.class,
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
      HelpCommand.class
    })
public final class Main {

  private static final String STACK_TRACE_VARIABLE = "FF_STACKTRACE";

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    CommandLine commandLine = commandLine();
    commandLine.setOut(commandLine.getOut()); // the real one, before libraries lose it
    System.setOut(StrayOutput.stream());
    int exitCode;
    try {
      exitCode = commandLine.execute(arguments);
    } catch (Throwable failure) { // Errors, as of a native library that does not load
      exitCode = fail(failure, commandLine.getErr());
    }
    System.exit(exitCode);
  }

  /** The command line with all commands, reporting failures as {@link ExitCodes} says. */
  public static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((failure, command, parsed) -> fail(failure, command.getErr()))
        .setParameterExceptionHandler((failure, arguments) -> misuse(failure));
  }

  private static int misuse(ParameterException failure) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("ff: " + failure.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(failure, err);
    err.printf("Try '%s --help'.%n", command.getCommandSpec().qualifiedName());
    err.flush();
    return ExitCodes.USAGE;
  }

  private static int fail(Throwable failure, PrintWriter err) {
    if (ExitCodes.isForUser(failure)) {
      String.valueOf(failure.getMessage()).lines().forEach(line -> err.println("ff: " + line));
    } else {
      err.printf("ff: internal error: %s (set FF_STACKTRACE=1 for the trace)%n", failure);
    }
    if ("1".equals(System.getenv(STACK_TRACE_VARIABLE))) {
      failure.printStackTrace(err);
    }
    err.flush();
    return ExitCodes.of(failure);
  }
}
