package io.ffsamediff.data;

import io.ffsamediff.config.Shown;

/**
 * Where in a CSV file, for messages.
 *
 * @param file what messages call the file
 * @param line line from 1
 * @param column column from 1; 0 for the whole line
 * @param name the column's name; empty where it has none
 */
record CsvPlace(String file, long line, int column, String name) {

  private static final int SHORT = 60;

  /** A whole line. */
  CsvPlace(String file, long line) {
    this(file, line, 0, "");
  }

  /** The field in column {@code index}, from 0, of the same line. */
  CsvPlace at(int index, String columnName) {
    return new CsvPlace(file, line, index + 1, columnName);
  }

  /** What is wrong here, in the one form that messages have. */
  DataException problem(String expected, String received, String hint) {
    String where = column == 0 ? "line " + line : "line %d, column %d".formatted(line, column);
    String named = name.isEmpty() ? "" : " (" + shown(name) + ")";
    return new DataException(
        "%s: expected %s, received %s at %s%s. %s"
            .formatted(file, expected, received, where, named, hint));
  }

  /** A number of things: {@code 1 column}, {@code 2 columns}. */
  static String count(int number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  /** Text of the file as a message may show it: short, and nothing that a terminal obeys. */
  static String shown(String text) {
    return Shown.of(text, SHORT);
  }
}
