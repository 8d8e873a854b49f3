package io.ffsamediff.data;

import org.jspecify.annotations.Nullable;

/**
 * Which lines of a CSV file are read, and what for.
 *
 * @param line number of the first line that is handed over, from 1
 * @param head what is known of the file's first line; null where that is handed over
 * @param skip examples that are passed over
 * @param take most examples that are read
 * @param keepsNumbers whether their numbers are kept, or only looked at
 * @param inParts whether others read other parts, so that each must end where a line does
 */
record CsvScope(
    long line, @Nullable CsvHead head, int skip, int take, boolean keepsNumbers, boolean inParts) {

  /** A whole file. */
  static final CsvScope FILE = new CsvScope(1, null, 0, Integer.MAX_VALUE, true, false);

  /** The first line that is not empty, which has the number {@code line}. */
  static CsvScope first(long line) {
    return new CsvScope(line, null, 0, Integer.MAX_VALUE, false, true);
  }

  /** All of a part, to be looked at. */
  static CsvScope looking(CsvPart part) {
    return new CsvScope(part.line(), part.head(), 0, Integer.MAX_VALUE, false, true);
  }

  /** Some examples of a part. */
  static CsvScope reading(CsvPart part, int skip, int take) {
    return new CsvScope(part.line(), part.head(), skip, take, true, true);
  }
}
