package io.ffsamediff.report;

import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * A curve of a chart.
 *
 * @param label what it is
 * @param mark a few letters that stand at its end
 * @param color which colour of the style sheet: 0 to 5, or {@link #GRAY}
 * @param dash how it is drawn
 * @param x places, rising
 * @param y finite values at these places
 */
record Curve(String label, String mark, int color, Dash dash, List<Double> x, List<Double> y) {

  /** Colours in turn. */
  static final int COLORS = 6;

  /** The colour of what is no layer's. */
  static final int GRAY = -1;

  /** How a line is drawn. */
  enum Dash {
    SOLID,
    DASHED,
    DOTTED
  }

  /** Copies the lists. */
  Curve {
    x = List.copyOf(x);
    y = List.copyOf(y);
    if (x.size() != y.size()) {
      throw new IllegalArgumentException("a curve needs as many values as places");
    }
  }

  /** Number of points. */
  int size() {
    return x.size();
  }

  /** The value at a place, where the curve has a point there. */
  OptionalDouble at(double place) {
    int index = Collections.binarySearch(x, place);
    return index < 0 ? OptionalDouble.empty() : OptionalDouble.of(y.get(index));
  }

  /**
   * The curve by the extremes of its stretches, so that no peak is lost.
   *
   * @param most points that are left at most; at least 4
   */
  Curve within(int most) {
    if (size() <= most) {
      return this;
    }
    int stretches = (most - 2) / 2;
    int inner = size() - 2;
    IntStream kept =
        IntStream.range(0, stretches)
            .flatMap(
                s ->
                    extremes(
                        1 + (int) ((long) s * inner / stretches),
                        1 + (int) ((long) (s + 1) * inner / stretches)));
    return points(
        IntStream.concat(IntStream.concat(IntStream.of(0), kept), IntStream.of(size() - 1)));
  }

  /** The places of the smallest and the largest value from {@code from} to before {@code to}. */
  private IntStream extremes(int from, int to) {
    int least = from;
    int most = from;
    for (int i = from; i < to; i++) {
      least = y.get(i) < y.get(least) ? i : least;
      most = y.get(i) > y.get(most) ? i : most;
    }
    return IntStream.of(Math.min(least, most), Math.max(least, most)).distinct();
  }

  private Curve points(IntStream indices) {
    int[] kept = indices.toArray();
    return new Curve(
        label,
        mark,
        color,
        dash,
        IntStream.of(kept).mapToObj(x::get).toList(),
        IntStream.of(kept).mapToObj(y::get).toList());
  }
}
