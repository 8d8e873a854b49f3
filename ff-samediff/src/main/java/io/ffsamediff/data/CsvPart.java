package io.ffsamediff.data;

import java.io.InputStream;

/**
 * A part of a CSV file: whole lines of it, each of which is a line of the table. Errors name line
 * and column as they are in the file.
 *
 * @param where what messages call the file
 * @param format how it is written
 * @param head what its first line tells
 * @param line number of the part's first line, from 1
 */
public record CsvPart(String where, CsvFormat format, CsvHead head, long line) {

  /**
   * Checks all lines.
   *
   * @param lines the part's bytes; closed
   * @return the labels of its examples
   * @throws DataException if they cannot be read or do not fit
   */
  public byte[] labels(InputStream lines) {
    CsvRows rows = rows(CsvScope.looking(this));
    CsvReader.parse(UnpackedInput.of(where, lines), format, rows);
    return rows.part("").labels_N();
  }

  /**
   * Reads examples.
   *
   * @param lines bytes from the part's first line on; closed
   * @param skip examples that are passed over unchecked
   * @param take examples that are read, at least 1
   * @return the examples; the checksum is that of what was read
   * @throws DataException if they cannot be read, do not fit or are fewer
   */
  public CsvTable read(InputStream lines, int skip, int take) {
    CsvRows rows = rows(CsvScope.reading(this, skip, take));
    UnpackedInput input = UnpackedInput.of(where, lines);
    CsvReader.parse(input, format, rows);
    CsvTable table = rows.part(input.sha256());
    if (table.count() < take) {
      throw new DataException(
          "%s: expected %d examples from line %d on, received %d. The file has changed since it was looked at: start again."
              .formatted(where, skip + (long) take, line, skip + (long) table.count()));
    }
    return table;
  }

  private CsvRows rows(CsvScope scope) {
    return new CsvRows(where, format, CsvLimits.USUAL, scope);
  }
}
