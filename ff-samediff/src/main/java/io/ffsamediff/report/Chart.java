package io.ffsamediff.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A chart of curves: what is drawn, in the page and as a picture, and what stands in the table
 * beside it.
 *
 * @param id name by which the page knows it
 * @param title what it shows
 * @param axes names and kind of its axes
 * @param curves the curves; those without a point are left out
 * @param lines values that are drawn across
 */
record Chart(String id, String title, Axes axes, List<Curve> curves, List<Line> lines) {

  /** Points of a curve in the page: more cannot be told apart on a screen. */
  static final int POINTS = 1000;

  /** Lines of the table; it is for reading. */
  static final int ROWS = 100;

  private static final int FEW_CURVES = 10;

  /** Leaves out empty curves. */
  Chart {
    curves = curves.stream().filter(curve -> curve.size() > 0).toList();
    lines = List.copyOf(lines);
  }

  /**
   * The axes.
   *
   * @param x name of the places
   * @param y name of the values
   * @param unit what stands behind a value
   * @param digits digits behind the point of a value; {@link #SHORT} for as many as it has
   * @param form how points are joined
   */
  record Axes(String x, String y, String unit, int digits, Form form) {

    /** As many digits as a value has, six at most. */
    static final int SHORT = -1;

    /** A value with its unit. */
    String text(double value) {
      return (digits == SHORT ? ReportFormat.number(value) : ReportFormat.decimal(value, digits))
          + unit;
    }
  }

  /** How points are joined. */
  enum Form {
    /** By lines. */
    LINES,
    /** By lines, with the points to be seen, from zero on. */
    POINTS,
    /** By steps from one place to the next, from zero on. */
    STEPS
  }

  /**
   * A value that is drawn across the chart.
   *
   * @param label what it is
   * @param upright whether it is a place, not a value
   * @param color as a curve's
   * @param value where
   */
  record Line(String label, boolean upright, int color, double value) {}

  /**
   * The chart as a table.
   *
   * @param heads names of the columns, the places' first
   * @param rows places and values as text; empty where a curve has no point
   * @param whole how many places the longest curve has
   */
  record Table(List<String> heads, List<List<String>> rows, int whole) {

    /** Whether places are left out. */
    public boolean isPart() {
      return rows.size() < whole;
    }
  }

  /** Whether there is something to draw. */
  boolean hasCurves() {
    return !curves.isEmpty();
  }

  /** The same with no more points than a page needs, and numbers with six digits. */
  Chart small() {
    return new Chart(
        id, title, axes, curves.stream().map(c -> rounded(c.within(POINTS))).toList(), lines);
  }

  private static Curve rounded(Curve curve) {
    return new Curve(
        curve.label(),
        curve.mark(),
        curve.color(),
        curve.dash(),
        curve.x().stream().map(ReportFormat::sixDigits).toList(),
        curve.y().stream().map(ReportFormat::sixDigits).toList());
  }

  /** The table, at evenly spread places where there are many. */
  Table table() {
    int rows = curves.size() > FEW_CURVES ? ROWS / 2 : ROWS;
    List<String> heads = new ArrayList<>(List.of(axes.x()));
    curves.forEach(curve -> heads.add(curve.label()));
    return new Table(
        heads,
        spread(places(rows), rows).stream().map(this::row).toList(),
        curves.stream().mapToInt(Curve::size).max().orElse(0));
  }

  /** Places of all curves, of which each may have its own. */
  private List<Double> places(int most) {
    SortedSet<Double> places = new TreeSet<>();
    curves.forEach(curve -> places.addAll(spread(curve.x(), most)));
    return List.copyOf(places);
  }

  /** No more than {@code most} of {@code places}, with the first and the last. */
  private static List<Double> spread(List<Double> places, int most) {
    int count = Math.min(places.size(), most);
    return IntStream.range(0, count)
        .map(i -> count == 1 ? 0 : (int) ((long) i * (places.size() - 1) / (count - 1)))
        .mapToObj(places::get)
        .toList();
  }

  private List<String> row(double place) {
    List<String> row = new ArrayList<>(List.of(ReportFormat.number(place)));
    for (Curve curve : curves) {
      OptionalDouble value = curve.at(place);
      row.add(value.isPresent() ? axes.text(value.getAsDouble()) : "");
    }
    return row;
  }
}
