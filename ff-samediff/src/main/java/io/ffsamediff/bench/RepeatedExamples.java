package io.ffsamediff.bench;

import io.ffsamediff.data.Dataset;

/** A data set of any size out of a smaller one, whose examples come again and again. */
final class RepeatedExamples {

  private RepeatedExamples() {}

  /** The first {@code count} examples of an endless repetition of {@code data}. */
  static Dataset of(Dataset data, int count) {
    return count <= data.size() ? data.first(count) : data.repeated(count);
  }

  /**
   * Why {@code count} examples of {@code data} are too many, or an empty text.
   *
   * @param heapBytes bytes left on the heap
   * @param freeBytes bytes left in memory
   */
  static String tooMany(Dataset data, long count, long heapBytes, long freeBytes) {
    long inputs = count * data.inputs();
    long held = inputs * data.bytesOfInput();
    long floats = inputs * Float.BYTES;
    if (inputs > Integer.MAX_VALUE - 8) {
      return "%,d examples do not fit one array".formatted(count);
    }
    if (held > heapBytes * 0.6) {
      return "%,d examples want %,d MB of heap, %,d MB are free"
          .formatted(count, held / 1_000_000, heapBytes / 1_000_000);
    }
    return floats > freeBytes * 0.6
        ? "%,d examples want %,d MB of memory, %,d MB are free"
            .formatted(count, floats / 1_000_000, freeBytes / 1_000_000)
        : "";
  }
}
