package io.ffsamediff.spark;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Examples one behind the other.
 *
 * @param from the first
 * @param to the one behind the last
 */
record RowSpan(int from, int to) implements Serializable {

  /** All of {@code examples}, in {@code count} spans of the same size, as near as can be. */
  static List<RowSpan> cut(int examples, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new RowSpan(start(examples, i, count), start(examples, i + 1, count)))
        .toList();
  }

  private static int start(int examples, int index, int count) {
    return (int) ((long) examples * index / count);
  }
}
