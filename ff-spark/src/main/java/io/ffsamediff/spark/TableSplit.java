package io.ffsamediff.spark;

import io.ffsamediff.data.ClassLabels;
import io.ffsamediff.data.DataException;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.Provenance;
import io.ffsamediff.data.Standardization;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A part of a table on a cluster: where its numbers are, and what of it is here.
 *
 * @param files the numbers
 * @param where what messages call it
 * @param columns names of the input columns; none where they have none
 * @param inputs number of input columns D
 * @param classes the classes
 * @param labels_N labels of all N examples
 */
record TableSplit(
    ShareFiles files,
    String where,
    List<String> columns,
    int inputs,
    ClassLabels classes,
    byte[] labels_N) {

  /** Copies the list. */
  TableSplit {
    columns = List.copyOf(columns);
  }

  /**
   * Number of an example, or of all.
   *
   * @throws DataException if there are too many
   */
  static int row(String file, long row) {
    if (row > Integer.MAX_VALUE - Long.BYTES) {
      throw new DataException(
          "%s: expected at most %,d examples, received more. Leave some out."
              .formatted(file, Integer.MAX_VALUE - Long.BYTES));
    }
    return (int) row;
  }

  /** {@code count} labels, one list of them behind the other. */
  static byte[] joined(List<byte[]> labels, int count) {
    byte[] all_N = new byte[count];
    int start = 0;
    for (byte[] some_N : labels) {
      System.arraycopy(some_N, 0, all_N, start, some_N.length);
      start += some_N.length;
    }
    return all_N;
  }

  /**
   * What is known of the first {@code used} examples without their numbers.
   *
   * @param by how these are standardised, where they are
   * @param provenance the files they are in
   */
  Dataset outline(
      String name, int used, Optional<Standardization> by, List<Provenance> provenance) {
    return Dataset.tableElsewhere(
            name,
            Dataset.Split.TRAIN,
            columns,
            inputs,
            by,
            classes.count(),
            Arrays.copyOf(labels_N, used),
            provenance)
        .named(classes.names());
  }
}
