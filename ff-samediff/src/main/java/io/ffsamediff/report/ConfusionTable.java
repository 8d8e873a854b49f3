package io.ffsamediff.report;

import io.ffsamediff.eval.ConfusionMatrix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A confusion matrix ready to be drawn.
 *
 * @param rows one a true class
 * @param pairs the most frequent confusions, most frequent first
 */
record ConfusionTable(List<Row> rows, List<Pair> pairs) {

  private static final int PAIRS = 5;

  /**
   * One true class.
   *
   * @param actual the class
   * @param cells one a predicted class
   * @param recall share of the class that was recognised, as text
   */
  record Row(int actual, List<Cell> cells, String recall) {}

  /**
   * One true and predicted class.
   *
   * @param count how often, as text; empty for never
   * @param shade 0 to 100: how dark
   * @param right whether the prediction is right
   */
  record Cell(String count, int shade, boolean right) {}

  /**
   * A confusion.
   *
   * @param actual true class
   * @param predicted predicted class
   * @param count how often
   */
  record Pair(int actual, int predicted, int count) {}

  /** The table of {@code matrix}. */
  static ConfusionTable of(ConfusionMatrix matrix) {
    List<Pair> wrong = new ArrayList<>();
    for (int a = 0; a < matrix.classes(); a++) {
      for (int p = 0; p < matrix.classes(); p++) {
        if (a != p && matrix.count(a, p) > 0) {
          wrong.add(new Pair(a, p, matrix.count(a, p)));
        }
      }
    }
    wrong.sort(Comparator.comparingInt(Pair::count).reversed());
    int most = wrong.isEmpty() ? 1 : wrong.get(0).count();
    List<Row> rows = new ArrayList<>();
    for (int a = 0; a < matrix.classes(); a++) {
      rows.add(row(matrix, a, most));
    }
    return new ConfusionTable(rows, wrong.subList(0, Math.min(PAIRS, wrong.size())));
  }

  private static Row row(ConfusionMatrix matrix, int actual, int mostWrong) {
    int total = 0;
    for (int p = 0; p < matrix.classes(); p++) {
      total += matrix.count(actual, p);
    }
    List<Cell> cells = new ArrayList<>();
    for (int p = 0; p < matrix.classes(); p++) {
      int count = matrix.count(actual, p);
      double share = actual == p ? (double) count / Math.max(1, total) : (double) count / mostWrong;
      String text = count == 0 ? "" : ReportFormat.count(count);
      cells.add(new Cell(text, (int) Math.round(100 * share), actual == p));
    }
    double recall = (double) matrix.count(actual, actual) / Math.max(1, total);
    return new Row(actual, cells, ReportFormat.percent(recall));
  }
}
