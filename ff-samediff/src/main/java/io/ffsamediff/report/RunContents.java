package io.ffsamediff.report;

import io.ffsamediff.eval.Evaluation;
import io.ffsamediff.run.EpochMetrics;
import io.ffsamediff.run.EvaluationFile;
import io.ffsamediff.run.ExampleImages;
import io.ffsamediff.run.MetricsLog;
import io.ffsamediff.run.RunConfigFile;
import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.RunManifest;
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
 * @param examples a few training examples, if there are any
 */
record RunContents(
    RunDirectory run,
    JsonNode config,
    RunManifest manifest,
    List<EpochMetrics> epochs,
    List<Evaluation> evaluations,
    Optional<ExampleImages> examples) {

  /**
   * Reads {@code run}.
   *
   * @throws io.ffsamediff.run.RunFormatException if a file is damaged
   */
  static RunContents read(RunDirectory run) {
    return new RunContents(
        run,
        RunConfigFile.read(run),
        RunManifest.read(run),
        MetricsLog.read(run),
        EvaluationFile.readAll(run),
        ExampleImages.read(run));
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

  /** Number of layers. */
  int layers() {
    return config.path("network").path("layers").size();
  }
}
