package io.ffsamediff.report;

import io.ffsamediff.eval.Evaluation;
import java.util.ArrayList;
import java.util.List;

/** The errors of each predictor, where there are several to compare. */
final class PredictorTable {

  private static final String DEFAULT =
      "the run's default, shown above and in the confusion matrix";

  private PredictorTable() {}

  /**
   * A predictor.
   *
   * @param name its name
   * @param error share of wrong predictions as text
   * @param errors wrong predictions
   * @param examples examples judged
   * @param note a word of explanation
   */
  record Row(String name, String error, String errors, String examples, String note) {}

  /** A row a predictor, the default one first; none where there is but one. */
  static List<Row> of(List<Evaluation> evaluations) {
    if (evaluations.size() < 2) {
      return List.of();
    }
    List<Row> rows = new ArrayList<>();
    for (Evaluation e : evaluations) {
      rows.add(row(e, rows.isEmpty() ? DEFAULT : ""));
    }
    return rows;
  }

  private static Row row(Evaluation e, String note) {
    return new Row(
        e.predictor(),
        ReportFormat.percent((double) e.errors() / e.examples()),
        ReportFormat.count(e.errors()),
        ReportFormat.count(e.examples()),
        note);
  }
}
