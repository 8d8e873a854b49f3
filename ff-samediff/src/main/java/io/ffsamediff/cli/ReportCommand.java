package io.ffsamediff.cli;

import io.ffsamediff.report.RunReport;
import io.ffsamediff.run.RunDirectory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Rebuilds the report of a run. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Rebuilds report.html and the figures from the run folder alone.",
    footerHeading = "%nExamples:%n",
    footer = "  ff report runs/first")
final class ReportCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "RUN", description = "Run folder.")
  private @Nullable Path folder;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    RunDirectory run = RunDirectory.open(Objects.requireNonNull(folder));
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.println(RunReport.write(run));
    out.flush();
    return ExitCodes.OK;
  }
}
