package io.ffsamediff.data;

import java.util.List;

/**
 * What a CSV file holds: N examples of D numbers.
 *
 * @param count number of examples N, at least 1
 * @param inputs numbers D of an example, at least 1
 * @param columns names of the D columns in their order; none where the file has no header
 * @param values_ND N x D finite numbers, example after example
 * @param labels_N one byte for each label, 0 to 255
 * @param sha256 SHA-256 of the unpacked file, lower-case hex
 */
public record CsvTable(
    int count,
    int inputs,
    List<String> columns,
    float[] values_ND,
    byte[] labels_N,
    String sha256) {

  /** Copies the list. */
  public CsvTable {
    columns = List.copyOf(columns);
  }
}
