package io.ffsamediff.report;

import io.ffsamediff.eval.Evaluation;
import io.ffsamediff.eval.Insights;
import io.ffsamediff.run.EpochMetrics;
import io.ffsamediff.run.EvaluationFile;
import io.ffsamediff.run.ExampleImages;
import io.ffsamediff.run.InsightsFile;
import io.ffsamediff.run.MetricsLog;
import io.ffsamediff.run.ModelDescription;
import io.ffsamediff.run.ModelStore;
import io.ffsamediff.run.RunConfigFile;
import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.RunManifest;
import io.ffsamediff.run.RunStatus;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a run folder says, read once.
 *
 * @param run the folder
 * @param config the resolved configuration
 * @param manifest what ran where
 * @param epochs the metrics, oldest first; empty before the first epoch has ended
 * @param evaluations those at the end, the default predictor's first; empty before the end
 * @param insights what is behind the evaluation; empty before the end, and in runs of earlier
 *     versions
 * @param examples a few training examples; empty for a table
 * @param model what is known of the trained model; empty before the end
 */
record RunContents(
    RunDirectory run,
    JsonNode config,
    RunManifest manifest,
    List<EpochMetrics> epochs,
    List<Evaluation> evaluations,
    Optional<Insights> insights,
    Optional<ExampleImages> examples,
    Optional<ModelDescription> model) {

  /** Letters of a class's name that there is room for. */
  private static final int CLASS_NAME = 40;

  private static final String SOFTPLUS = "softplus";

  /**
   * Reads {@code run}. Evaluation and insights count only in a finished run: until then they may be
   * of an earlier end, from which the run went on.
   *
   * @throws io.ffsamediff.run.RunFormatException if a file is damaged
   */
  static RunContents read(RunDirectory run) {
    RunManifest manifest = RunManifest.read(run);
    boolean isFinished = manifest.status() == RunStatus.FINISHED;
    return new RunContents(
        run,
        RunConfigFile.read(run),
        manifest,
        MetricsLog.read(run),
        isFinished ? EvaluationFile.readAll(run) : List.of(),
        isFinished ? InsightsFile.read(run) : Optional.empty(),
        ExampleImages.read(run),
        new ModelStore(run).description());
  }

  /** The evaluation with the run's default predictor, if there is one. */
  Optional<Evaluation> evaluation() {
    return evaluations.stream().findFirst();
  }

  /** Epochs that were asked for. */
  int epochsAsked() {
    return config.path("training").path("epochs").asInt(epochs.size());
  }

  /** Training time so far in seconds, evaluation and files excluded. */
  double seconds() {
    return epochs.stream().mapToDouble(EpochMetrics::seconds).sum();
  }

  /** The threshold of layer {@code layer}, from 0; empty where its loss compares pairs. */
  Optional<Double> threshold(int layer) {
    JsonNode asked = config.path("network").path("layers").path(layer);
    JsonNode threshold = asked.path("threshold");
    if (!asked.path("loss").path("type").asString(SOFTPLUS).equals(SOFTPLUS)) {
      return Optional.empty();
    }
    JsonNode value = threshold.isString() ? asked.path("units") : threshold;
    return value.isNumber() && Double.isFinite(value.doubleValue())
        ? Optional.of(value.doubleValue())
        : Optional.empty();
  }

  /** A class as people call it: by its name where it has one, else by its number. */
  String className(int label) {
    boolean known = model.isPresent() && label >= 0 && label < model.get().classes();
    return known
        ? ReportFormat.cut(model.get().className(label), CLASS_NAME)
        : Integer.toString(label);
  }
}
