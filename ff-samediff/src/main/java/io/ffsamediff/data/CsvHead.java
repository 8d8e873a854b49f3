package io.ffsamediff.data;

import java.io.InputStream;
import java.io.Serializable;
import java.util.List;

/**
 * What the first line of a CSV file that is not empty tells of all others.
 *
 * @param header names of all columns, in their order; none where the file has no header
 * @param columns number of columns
 * @param line its number, from 1
 * @param inputs number of input columns D
 * @param inputNames names of the input columns; none where the file has no header
 * @param start byte of the unpacked file, from 0, at which the lines of examples begin
 * @param startLine number of the line that begins there
 */
public record CsvHead(
    List<String> header,
    int columns,
    long line,
    int inputs,
    List<String> inputNames,
    long start,
    long startLine)
    implements Serializable {

  /** Copies the lists. */
  public CsvHead {
    header = List.copyOf(header);
    inputNames = List.copyOf(inputNames);
  }

  /**
   * Reads the beginning of a file.
   *
   * @param where what messages call the file
   * @param unpacked its unpacked bytes, from the first on; closed by the caller
   * @throws DataException if it cannot be read, or is no such table as far as that line tells
   */
  public static CsvHead read(String where, InputStream unpacked, CsvFormat format) {
    FirstLine first = FirstLine.of(where, unpacked);
    CsvRows rows = new CsvRows(where, format, CsvLimits.USUAL, CsvScope.first(first.number()));
    CsvReader.parse(first.text(where), format, rows);
    return format.header()
        ? rows.head(first.end(), first.number() + 1)
        : rows.head(first.start(), first.number());
  }
}
