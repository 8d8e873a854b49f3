package io.ffsamediff.data;

/**
 * What a CSV file may cost.
 *
 * @param fieldChars characters of a field
 * @param columns columns of a line
 * @param bytes unpacked bytes
 * @param numbers numbers of all examples
 */
record CsvLimits(int fieldChars, int columns, long bytes, int numbers) {

  /** A gigabyte packed can be a terabyte unpacked; an array of floats has no more than 2^31. */
  static final CsvLimits USUAL =
      new CsvLimits(1 << 16, 100_000, 8L << 30, Integer.MAX_VALUE - Long.BYTES);

  private static final int LEAST_BUFFER = 1 << 14;

  /** Characters that the parser keeps: a field of the greatest length with every quote doubled. */
  int bufferChars() {
    return Math.max(LEAST_BUFFER, Math.multiplyExact(4, fieldChars));
  }
}
