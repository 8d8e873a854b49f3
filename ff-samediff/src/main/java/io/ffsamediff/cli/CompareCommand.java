package io.ffsamediff.cli;

import io.ffsamediff.report.RunComparison;
import io.ffsamediff.run.AtomicFiles;
import io.ffsamediff.run.RunDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts runs side by side. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Puts 2 to " + RunComparison.MOST_RUNS + " runs side by side: errors, time, differing keys.",
      "Unfinished runs are compared as far as they have come. --html writes a page with their curves."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ff compare runs/first runs/second",
      "  ff compare runs/seed1 runs/seed2 runs/seed3 --html compare.html"
    })
final class CompareCommand implements Callable<Integer> {

  @Parameters(arity = "1..*", paramLabel = "RUN", description = "Run folders.")
  private List<Path> folders = new ArrayList<>();

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a page with the curves of all runs to this file.")
  private @Nullable Path html;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec);
    Messages messages = Messages.of(command);
    if (html != null && Files.isDirectory(html)) {
      throw new ParameterException(
          command.commandLine(),
          "--html: expected a file to write, received the folder %s. Name a file, as in %s."
              .formatted(html, html.resolve("compare.html")));
    }
    RunComparison comparison = RunComparison.of(runs(command, messages));
    PrintWriter out = command.commandLine().getOut();
    out.print(json ? comparison.json() : comparison.text());
    out.flush();
    if (html != null) {
      AtomicFiles.write(html, comparison.html().getBytes(StandardCharsets.UTF_8));
      messages.notice("wrote " + html);
    }
    return ExitCodes.OK;
  }

  /** The runs, each once. */
  private List<RunDirectory> runs(CommandSpec command, Messages messages) {
    List<RunDirectory> runs = new ArrayList<>();
    Set<Path> seen = new HashSet<>();
    for (Path folder : folders) {
      RunDirectory run = RunDirectory.open(folder);
      if (seen.add(real(folder))) {
        runs.add(run);
      } else {
        messages.notice(folder + " is there already and is compared once.");
      }
    }
    if (runs.size() < 2 || runs.size() > RunComparison.MOST_RUNS) {
      throw new ParameterException(
          command.commandLine(),
          "RUN: expected 2 to %d runs, received %d. Name the folders of the runs to compare."
              .formatted(RunComparison.MOST_RUNS, runs.size()));
    }
    return runs;
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder.toAbsolutePath().normalize();
    }
  }
}
