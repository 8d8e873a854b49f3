package io.ffsamediff.cli;

import io.ffsamediff.data.DatasetStatus;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists and fetches data sets. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Lists and fetches data sets.",
    footerHeading = "%nExamples:%n",
    footer = {"  ff data list", "  ff data fetch mnist"})
final class DataCommand {

  @Spec private @Nullable CommandSpec spec;

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the data sets and where they are.",
      footerHeading = "%nExamples:%n",
      footer = {"  ff data list", "  ff data list --data-dir data"})
  int list(@Mixin DataOptions options) {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    for (DatasetStatus status : DataOptions.catalog().list(options.dataDir())) {
      out.printf("%-14s %s%n", status.name(), status.description());
      out.printf("%-14s %s%n", "", status.where());
      out.printf("%-14s %s%n", "", status.licence());
    }
    out.flush();
    return ExitCodes.OK;
  }

  @Command(
      name = "fetch",
      mixinStandardHelpOptions = true,
      description = "Puts a data set into the cache: downloads it, or takes it from a folder.",
      footerHeading = "%nExamples:%n",
      footer = {"  ff data fetch mnist", "  ff data fetch mnist --from downloads/mnist"})
  int fetch(
      @Parameters(paramLabel = "NAME", description = "Name of the data set.") String name,
      @Option(
              names = "--from",
              paramLabel = "DIR",
              description = "Folder with the files as published, packed or not.")
          @Nullable Path from) {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (from != null) {
      out.println(DataOptions.catalog().install(name, from));
    } else {
      out.println(download(name).map(Path::toString).orElse(name + " comes with the program"));
    }
    out.flush();
    return ExitCodes.OK;
  }

  private Optional<Path> download(String name) {
    Messages messages = Messages.of(Objects.requireNonNull(spec));
    try (DownloadProgress progress = new DownloadProgress(messages)) {
      return DataOptions.catalog().fetch(name, progress);
    }
  }
}
