package io.ffsamediff.bench;

import io.ffsamediff.data.Dataset;

/** A data set of any size out of a smaller one, whose examples come again and again. */
final class RepeatedExamples {

  private RepeatedExamples() {}

  /** The first {@code count} examples of an endless repetition of {@code data}. */
  static Dataset of(Dataset data, int count) {
    if (count <= data.size()) {
      return data.first(count);
    }
    int width = data.inputs();
    byte[] pixels_ND = new byte[Math.multiplyExact(count, width)];
    byte[] labels_N = new byte[count];
    byte[] row_D = new byte[width];
    for (int i = 0; i < count; i++) {
      int index = i % data.size();
      data.copyPixels(index, row_D);
      System.arraycopy(row_D, 0, pixels_ND, i * width, width);
      labels_N[i] = (byte) data.label(index);
    }
    return new Dataset(
        data.name(),
        data.split(),
        data.height(),
        data.width(),
        data.classes(),
        pixels_ND,
        labels_N,
        data.provenance());
  }

  /**
   * Why {@code count} examples of {@code data} are too many, or an empty text.
   *
   * @param heapBytes bytes left on the heap
   * @param freeBytes bytes left in memory
   */
  static String tooMany(Dataset data, long count, long heapBytes, long freeBytes) {
    long pixels = count * data.inputs();
    long floats = pixels * Float.BYTES;
    if (pixels > Integer.MAX_VALUE - 8) {
      return "%,d examples do not fit one array".formatted(count);
    }
    if (pixels > heapBytes * 0.6) {
      return "%,d examples want %,d MB of heap, %,d MB are free"
          .formatted(count, pixels / 1_000_000, heapBytes / 1_000_000);
    }
    return floats > freeBytes * 0.6
        ? "%,d examples want %,d MB of memory, %,d MB are free"
            .formatted(count, floats / 1_000_000, freeBytes / 1_000_000)
        : "";
  }
}
