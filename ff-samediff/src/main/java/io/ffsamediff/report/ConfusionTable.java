package io.ffsamediff.report;

import io.ffsamediff.eval.ConfusionMatrix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A confusion matrix ready to be drawn: as a table, or where it has many classes as a picture with
 * the recall of each class beside it.
 *
 * @param heads names of the classes
 * @param rows one a true class; none where there are many classes
 * @param recalls one a class; none where they stand in the rows
 * @param picture address of the picture; empty where there are rows
 * @param pairs the most frequent confusions, most frequent first
 */
record ConfusionTable(
    List<String> heads, List<Row> rows, List<Recall> recalls, String picture, List<Pair> pairs) {

  /** Classes whose table can be read. */
  static final int TABLE_CLASSES = 32;

  /** Labels are bytes; more are of a file that ff did not write. */
  private static final int MOST_CLASSES = 256;

  private static final int PAIRS = 5;
  private static final int PAIRS_OF_MANY = 20;

  /**
   * One true class.
   *
   * @param actual its name
   * @param cells one a predicted class
   * @param recall share of the class that was recognised, as text
   */
  record Row(String actual, List<Cell> cells, String recall) {}

  /**
   * One true and predicted class.
   *
   * @param count how often, as text; empty for never
   * @param shade 0 to 100: how dark
   * @param right whether the prediction is right
   */
  record Cell(String count, int shade, boolean right) {}

  /**
   * How well a class is recognised.
   *
   * @param actual its name
   * @param examples examples of it, as text
   * @param recall share that was recognised, as text
   */
  record Recall(String actual, String examples, String recall) {}

  /**
   * A confusion.
   *
   * @param actual true class
   * @param predicted predicted class
   * @param count how often
   */
  record Pair(String actual, String predicted, int count) {}

  /**
   * The table of {@code matrix}.
   *
   * @param names names of the classes
   */
  static ConfusionTable of(ConfusionMatrix matrix, IntFunction<String> names) {
    ConfusionShades shades = new ConfusionShades(matrix);
    boolean few = matrix.classes() <= TABLE_CLASSES;
    IntStream classes = IntStream.range(0, Math.min(matrix.classes(), MOST_CLASSES));
    return few
        ? new ConfusionTable(
            classes.mapToObj(names).toList(),
            IntStream.range(0, matrix.classes())
                .mapToObj(actual -> row(matrix, shades, names, actual))
                .toList(),
            List.of(),
            "",
            pairs(matrix, names, PAIRS))
        : new ConfusionTable(
            List.of(),
            List.of(),
            classes.mapToObj(actual -> recall(shades, names, actual)).toList(),
            canBeDrawn(matrix) ? PngImage.address(() -> ConfusionPicture.cells(matrix)) : "",
            pairs(matrix, names, PAIRS_OF_MANY));
  }

  /** Whether a picture of it is not too large. */
  static boolean canBeDrawn(ConfusionMatrix matrix) {
    return matrix.classes() > 0 && matrix.classes() <= MOST_CLASSES;
  }

  private static List<Pair> pairs(ConfusionMatrix matrix, IntFunction<String> names, int most) {
    record Found(int actual, int predicted, int count) {}
    List<Found> wrong = new ArrayList<>();
    for (int a = 0; a < matrix.classes(); a++) {
      for (int p = 0; p < matrix.classes(); p++) {
        if (a != p && matrix.count(a, p) > 0) {
          wrong.add(new Found(a, p, matrix.count(a, p)));
        }
      }
    }
    return wrong.stream()
        .sorted(Comparator.comparingInt(Found::count).reversed())
        .limit(most)
        .map(f -> new Pair(names.apply(f.actual()), names.apply(f.predicted()), f.count()))
        .toList();
  }

  private static Row row(
      ConfusionMatrix matrix, ConfusionShades shades, IntFunction<String> names, int actual) {
    List<Cell> cells = new ArrayList<>();
    for (int p = 0; p < matrix.classes(); p++) {
      int count = matrix.count(actual, p);
      String text = count == 0 ? "" : ReportFormat.count(count);
      cells.add(new Cell(text, (int) Math.round(100 * shades.of(actual, p)), actual == p));
    }
    return new Row(names.apply(actual), cells, ReportFormat.percent(shades.recall(actual)));
  }

  private static Recall recall(ConfusionShades shades, IntFunction<String> names, int actual) {
    return new Recall(
        names.apply(actual),
        ReportFormat.count(shades.total(actual)),
        ReportFormat.percent(shades.recall(actual)));
  }
}
