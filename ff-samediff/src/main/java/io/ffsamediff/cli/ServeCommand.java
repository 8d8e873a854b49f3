package io.ffsamediff.cli;

import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.RunFormatException;
import io.ffsamediff.run.SavedNetwork;
import io.ffsamediff.serve.ServeSettings;
import io.ffsamediff.serve.WebServer;
import java.io.PrintWriter;
import java.nio.file.Files;
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

/** Serves a page on which a run's network can be tried. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Serves a page to draw digits on, with each label's goodness as you draw.",
      "It shows the goodness in each layer, and the runs beside RUN with their curves. Ctrl-C ends it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ff serve runs/first",
      "  ff serve runs/first --port 0 --runs elsewhere/runs",
      "  ff serve runs/own-digits --as digit"
    })
final class ServeCommand implements Callable<Integer> {

  private static final String LOOPBACK = "127.0.0.1";
  private static final int MOST_PORTS = 65_535;

  /** A drawing comes alone. */
  private static final int ONE = 1;

  @Parameters(index = "0", paramLabel = "RUN", description = "Run folder.")
  private @Nullable Path folder;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "Port to listen on; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = LOOPBACK,
      description = "Address to listen on (default: ${DEFAULT-VALUE}, this machine alone).")
  private String host = LOOPBACK;

  @Option(
      names = "--runs",
      paramLabel = "DIR",
      description = "Folder of the runs that are listed (default: the one that RUN is in).")
  private @Nullable Path runs;

  @Mixin private PictureFitOption as = new PictureFitOption();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec);
    if (port < 0 || port > MOST_PORTS) {
      throw new ParameterException(
          command.commandLine(),
          "--port: expected 0 to %d, received %d".formatted(MOST_PORTS, port));
    }
    if (host.isBlank()) {
      throw new ParameterException(
          command.commandLine(),
          "--host: expected a name or address of this machine, received none. Leave it out for "
              + LOOPBACK);
    }
    if (runs != null && !Files.isDirectory(runs)) {
      throw new RunFormatException(
          "--runs: expected a folder of runs, received %s, which is none. Leave it out for the one that RUN is in."
              .formatted(runs));
    }
    RunDirectory run = RunDirectory.open(Objects.requireNonNull(folder));
    Path absolute = run.folder().toAbsolutePath().normalize();
    Path all = runs == null ? Objects.requireNonNullElse(absolute.getParent(), absolute) : runs;
    try (StopSignal stop = new StopSignal(() -> {}, Runtime.getRuntime()::halt);
        SavedNetwork network = SavedNetwork.load(run, ONE);
        WebServer server =
            WebServer.start(
                String.valueOf(absolute.getFileName()),
                network,
                new ServeSettings(host, port, all, as.of(network), ServeSettings.PATIENCE))) {
      if (!server.isLoopback()) {
        Messages.of(command)
            .warning("whoever reaches %s can use this page; it has no passwords.".formatted(host));
      }
      PrintWriter out = command.commandLine().getOut();
      out.println(server.address());
      out.flush();
      stop.listen();
      return stop.await().exitCode();
    }
  }
}
