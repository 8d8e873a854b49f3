package io.ffsamediff.cli;

import io.ffsamediff.export.ExportFormat;
import io.ffsamediff.export.ExportResult;
import io.ffsamediff.export.ExportedFile;
import io.ffsamediff.export.ModelExport;
import io.ffsamediff.run.RunDirectory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes the trained network of a run to other tools. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description =
        "Writes the trained network of a run to a new folder, for other tools; changes nothing in the run.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ff export runs/first --format onnx --out first-onnx",
      "  ff export runs/first --format npz --out first-npz"
    })
final class ExportCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "RUN", description = "Run folder.")
  private @Nullable Path folder;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      required = true,
      completionCandidates = Words.Format.class,
      description =
          "onnx: a model for each predictor that the network has, from examples to label scores, to the softmax head's logits, and to both combined; samediff: the files of the run, for DL4J; npz: weights for NumPy.")
  private @Nullable ExportFormat format;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder to make; must not exist, or be empty.")
  private @Nullable Path out;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec);
    Path target = Objects.requireNonNull(out);
    RunDirectory run = RunDirectory.open(Objects.requireNonNull(folder));
    ExportResult result = ModelExport.write(run, Objects.requireNonNull(format), target);
    PrintWriter results = command.commandLine().getOut();
    for (ExportedFile file : result.files()) {
      results.printf("%s: %s%n", target.resolve(file.name()), file.what());
    }
    results.flush();
    result.absent().forEach(Messages.of(command)::notice);
    return ExitCodes.OK;
  }
}
