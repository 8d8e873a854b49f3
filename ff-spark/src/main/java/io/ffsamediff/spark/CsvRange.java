package io.ffsamediff.spark;

import java.io.Serializable;

/**
 * Whole lines of a CSV file.
 *
 * @param start their first byte, unpacked
 * @param end the byte behind them
 * @param line number of the first line, from 1
 * @param row number of the first example, from 0
 * @param rows number of examples
 */
record CsvRange(long start, long end, long line, int row, int rows) implements Serializable {

  /** The example behind the last. */
  int endRow() {
    return row + rows;
  }
}
