package io.ffsamediff.report;

import io.ffsamediff.config.Shown;
import io.ffsamediff.data.Provenance;
import io.ffsamediff.eval.Evaluation;
import io.ffsamediff.run.EpochMetrics;
import io.ffsamediff.run.RunManifest;
import io.ffsamediff.run.RunStatus;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One of several runs that are compared.
 *
 * @param letter its letter, A for the first
 * @param folder its folder, as given
 * @param contents what it says
 */
record ComparedRun(String letter, String folder, RunContents contents) {

  private static final int LONGEST = 60;

  /**
   * Wrong predictions on the test examples, as far as the run has come.
   *
   * @param errors how many
   * @param examples test examples
   * @param epoch the epoch of the count; 0 for the evaluation of a finished run
   */
  record TestErrors(int errors, int examples, int epoch) {

    /** Share of wrong predictions. */
    double share() {
      return (double) errors / examples;
    }

    /** Whether training had not ended. */
    boolean isPreliminary() {
      return epoch > 0;
    }
  }

  RunManifest manifest() {
    return contents.manifest();
  }

  /** The folder as a terminal and a page can show it. */
  String shownFolder() {
    return Shown.of(folder, LONGEST);
  }

  boolean isFinished() {
    return manifest().status() == RunStatus.FINISHED;
  }

  /** How far it has come, in a word. */
  String status() {
    return manifest().status().name().toLowerCase(Locale.ROOT);
  }

  /** The evaluation at the end, or the last count of an unfinished run. */
  Optional<TestErrors> testErrors() {
    if (contents.evaluation().isPresent()) {
      Evaluation evaluation = contents.evaluation().get();
      return evaluation.examples() > 0
          ? Optional.of(new TestErrors(evaluation.errors(), evaluation.examples(), 0))
          : Optional.empty();
    }
    int examples = manifest().examples().test();
    List<EpochMetrics> epochs = contents.epochs();
    for (int i = epochs.size() - 1; i >= 0 && examples > 0; i--) {
      Integer errors = epochs.get(i).testErrors();
      if (errors != null) {
        return Optional.of(new TestErrors(errors, examples, epochs.get(i).epoch()));
      }
    }
    return Optional.empty();
  }

  /** The evaluation of a predictor at the end, where it has one. */
  Optional<Evaluation> evaluation(String predictor) {
    return contents.evaluations().stream()
        .filter(e -> e.predictor().equals(predictor) && e.examples() > 0)
        .findFirst();
  }

  /** Name of the data set. */
  String data() {
    return Shown.of(contents.config().path("data").path("name").asString("?"), LONGEST);
  }

  /** By what the data of two runs are the same: the files, and how many examples judge. */
  Object dataIdentity() {
    return List.of(
        manifest().examples().test(),
        manifest().data().stream().map(Provenance::sha256).sorted().toList());
  }
}
