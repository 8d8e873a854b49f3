package io.ffsamediff.data;

import java.util.Arrays;
import java.util.List;

/**
 * The labels of a data set.
 *
 * @param classes number of classes C
 * @param names names of the C classes; none where they have none
 * @param labels_N N labels from 0 to C - 1
 */
record Labels(int classes, List<String> names, byte[] labels_N) {

  /** Copies the list. */
  Labels {
    names = List.copyOf(names);
  }

  /** Labels of classes without names. */
  Labels(int classes, byte[] labels_N) {
    this(classes, List.of(), labels_N);
  }

  /**
   * The same labels of classes that are called {@code called}.
   *
   * @param called C names, or none
   * @throws IllegalArgumentException if they are another number
   */
  Labels named(List<String> called) {
    if (!called.isEmpty() && called.size() != classes) {
      throw new IllegalArgumentException(
          "expected %d names of classes, received %d".formatted(classes, called.size()));
    }
    return new Labels(classes, called, labels_N);
  }

  /** Number of labels N. */
  int size() {
    return labels_N.length;
  }

  /** Label of example {@code index}, from 0 to C - 1. */
  int label(int index) {
    return Byte.toUnsignedInt(labels_N[index]);
  }

  /** All of them, as a new array. */
  int[] toArray() {
    int[] labels = new int[size()];
    Arrays.setAll(labels, this::label);
    return labels;
  }

  /** Those of the examples {@code from} (inclusive) to {@code to} (exclusive). */
  Labels slice(int from, int to) {
    return with(Arrays.copyOfRange(labels_N, from, to));
  }

  /** Those of the first {@code count} examples of an endless repetition. */
  Labels repeated(int count) {
    byte[] repeated = new byte[count];
    for (int i = 0; i < count; i++) {
      repeated[i] = labels_N[i % size()];
    }
    return with(repeated);
  }

  private Labels with(byte[] changed) {
    return new Labels(classes, names, changed);
  }
}
