package io.ffsamediff.report;

import io.ffsamediff.eval.Evaluation;
import io.ffsamediff.run.EpochMetrics;
import io.ffsamediff.run.RunManifest;
import io.ffsamediff.run.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What a reader of the report wants to know first. */
final class ReportSummary {

  private final RunContents contents;
  private final RunManifest manifest;

  ReportSummary(RunContents contents) {
    this.contents = contents;
    this.manifest = contents.manifest();
  }

  /**
   * A figure with its caption.
   *
   * @param name what it is
   * @param value the figure
   * @param note a word of explanation
   */
  record Fact(String name, String value, String note) {}

  /** What a reader must know before all figures; empty for a finished run. */
  String notice() {
    String progress =
        " after epoch %d of %d.".formatted(contents.epochs().size(), contents.epochsAsked());
    String resume = " Continue it with: ff train --resume " + contents.run();
    return switch (manifest.status()) {
      case FINISHED -> "";
      case INTERRUPTED -> "This run was interrupted" + progress + resume;
      case DIVERGED ->
          "This run diverged"
              + progress
              + " "
              + Objects.requireNonNullElse(
                  manifest.problem(),
                  "Its numbers were no longer finite; a lower learning rate usually helps.");
      case RUNNING ->
          "This run is still being trained, or its process was killed," + progress + resume;
    };
  }

  /** The figures. */
  List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    contents.evaluation().ifPresentOrElse(e -> judged(facts, e), () -> notJudged(facts));
    facts.add(
        new Fact(
            "Epochs",
            ReportFormat.count(contents.epochs().size()),
            "of " + ReportFormat.count(contents.epochsAsked())));
    facts.add(
        new Fact("Training time", ReportFormat.seconds(contents.seconds()), "without evaluation"));
    if (!contents.epochs().isEmpty()) {
      EpochMetrics last = contents.epochs().get(contents.epochs().size() - 1);
      facts.add(
          new Fact(
              "Running loss",
              ReportFormat.loss(last.runningLoss()),
              "last epoch " + ReportFormat.loss(last.loss())));
    }
    facts.add(
        new Fact(
            "Device", manifest.device().type().toUpperCase(Locale.ROOT), manifest.device().name()));
    return facts;
  }

  private static void judged(List<Fact> facts, Evaluation e) {
    facts.add(
        new Fact(
            "Accuracy",
            ReportFormat.percent(e.accuracy()),
            "on the %s examples of %s".formatted(e.split(), e.data())));
    facts.add(
        new Fact(
            "Errors", ReportFormat.count(e.errors()), "of " + ReportFormat.count(e.examples())));
  }

  private void notJudged(List<Fact> facts) {
    boolean finished = manifest.status() == RunStatus.FINISHED;
    String note = finished ? "not measured" : "measured when the run finishes";
    facts.add(new Fact("Accuracy", "\u2013", note));
  }
}
