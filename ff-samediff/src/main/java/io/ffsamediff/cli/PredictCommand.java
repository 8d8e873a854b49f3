package io.ffsamediff.cli;

import io.ffsamediff.config.EvaluationConfig.PredictorKind;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.eval.Explainer;
import io.ffsamediff.eval.Explanation;
import io.ffsamediff.eval.Predictor;
import io.ffsamediff.run.ExplanationJson;
import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.SavedNetwork;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

/** Predicts the classes of a user's own examples. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    description =
        "Tells the class of images or of lines of a table, and each label's goodness in each layer.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ff predict runs/first seven.png",
      "  ff predict runs/first scans/*.jpg --json",
      "  ff predict runs/iris flowers.csv"
    })
final class PredictCommand implements Callable<Integer> {

  /** Examples at a time: few, so that one digit is told at once. */
  private static final int FEW = 64;

  @Parameters(index = "0", paramLabel = "RUN", description = "Run folder.")
  private @Nullable Path folder;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "PNG or JPEG pictures of any size, or IDX files of images; CSV files for a run on a table.")
  private List<Path> files = List.of();

  @Mixin private PictureFitOption as = new PictureFitOption();

  @Option(
      names = "--predictor",
      paramLabel = "PREDICTOR",
      completionCandidates = Words.Predictor.class,
      description = "goodness, head or combined decides (default: as the run says).")
  private @Nullable PredictorKind predictor;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec);
    PrintWriter out = command.commandLine().getOut();
    RunDirectory run = RunDirectory.open(Objects.requireNonNull(folder));
    try (SavedNetwork saved = SavedNetwork.load(run, FEW)) {
      if (as.isGiven() && saved.description().table() != null) {
        throw new ParameterException(
            command.commandLine(),
            "--as: expected a run on images, received %s, which is on a table. Leave --as out."
                .formatted(run));
      }
      List<List<ExplanationJson>> files = explain(saved);
      if (json) {
        out.println(ExplanationJson.document(files.stream().flatMap(List::stream).toList()));
      } else {
        new PredictionPrinter(out, saved.description()).print(files);
      }
    }
    out.flush();
    return ExitCodes.OK;
  }

  /** Everything is read before anything is told: a broken file among many is no half result. */
  private List<List<ExplanationJson>> explain(SavedNetwork saved) {
    PredictInput input = new PredictInput(saved.description(), as.of(saved));
    List<Dataset> examples = files.stream().map(input::read).map(saved::prepared).toList();
    Predictor first = PredictorChoice.of(saved, predictor).get(0);
    Explainer explainer = new Explainer(saved.predictors(), first);
    List<List<ExplanationJson>> all = new ArrayList<>();
    for (Dataset file : examples) {
      List<Explanation> explanations = explainer.explain(file);
      List<ExplanationJson> ofFile = new ArrayList<>();
      for (int i = 0; i < explanations.size(); i++) {
        ofFile.add(ExplanationJson.of(file.name(), i, explanations.get(i), saved.description()));
      }
      all.add(ofFile);
    }
    return all;
  }
}
