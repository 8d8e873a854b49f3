package io.ffsamediff.cli;

import io.ffsamediff.config.EvaluationConfig.PredictorKind;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.eval.Evaluation;
import io.ffsamediff.eval.Evaluator;
import io.ffsamediff.run.EvaluationFile;
import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.SavedNetwork;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges the trained network of a run on test examples. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = "Judges the trained network of a run on test examples; changes nothing.",
    footerHeading = "%nExamples:%n",
    footer = {"  ff evaluate runs/first", "  ff evaluate runs/first --predictor head --json"})
final class EvaluateCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "RUN", description = "Run folder.")
  private @Nullable Path folder;

  @Option(
      names = "--data",
      paramLabel = "NAME",
      description = "Data set (default: the one of the run).")
  private @Nullable String dataName;

  @Option(
      names = "--predictor",
      paramLabel = "KIND",
      completionCandidates = Words.Predictor.class,
      description =
          "goodness: tries every label; head: the softmax head's one pass; combined: both (default: all that the network has).")
  private @Nullable PredictorKind predictor;

  @Option(names = "--json", description = "Print one JSON document, as evaluation.json is.")
  private boolean json;

  @Mixin private DataOptions dataOptions = new DataOptions();
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec);
    RunDirectory run = RunDirectory.open(Objects.requireNonNull(folder));
    try (SavedNetwork saved = SavedNetwork.load(run)) {
      Dataset test = saved.prepared(test(saved, Messages.of(command)));
      List<Evaluation> evaluations =
          PredictorChoice.of(saved, predictor).stream()
              .map(kind -> Evaluator.evaluate(kind, test))
              .toList();
      print(evaluations, command.commandLine().getOut());
    }
    return ExitCodes.OK;
  }

  /** The run's own test examples, or all of another data set. */
  private Dataset test(SavedNetwork saved, Messages messages) {
    String own = saved.config().data().name();
    String name = dataName == null ? own : dataName;
    Dataset all = dataOptions.loadTest(name, messages);
    return name.equals(own) ? all.first(saved.config().data().testExamples().of(all.size())) : all;
  }

  private void print(List<Evaluation> evaluations, PrintWriter out) {
    if (json) {
      out.print(EvaluationFile.json(evaluations));
    } else {
      ResultPrinter.evaluations(out, evaluations);
    }
    out.flush();
  }
}
