package io.ffsamediff.data;

import java.util.ArrayList;
import java.util.List;

/**
 * A run of consecutive rows.
 *
 * @param from first row
 * @param to row behind the last
 */
record RowRange(int from, int to) {

  /** Splits {@code rows} rows into ranges of {@code blockRows}, the last one as long as is left. */
  static List<RowRange> split(int rows, int blockRows) {
    List<RowRange> ranges = new ArrayList<>();
    for (int from = 0; from < rows; from += blockRows) {
      ranges.add(new RowRange(from, Math.min(rows, from + blockRows)));
    }
    return ranges;
  }

  /** Number of rows. */
  int size() {
    return to - from;
  }
}
