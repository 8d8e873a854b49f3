package io.ffsamediff.data;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The first line of a file that is not empty.
 *
 * @param bytes what it holds, without its end and a byte order mark; nothing where all lines are
 *     empty
 * @param number its number, from 1
 * @param start byte at which it begins
 * @param end byte behind its end
 */
record FirstLine(byte[] bytes, long number, long start, long end) {

  private static final int MOST_BYTES = 1 << 26;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /**
   * Looks for it.
   *
   * @param where what messages call the file
   * @param input the file, from its first byte on
   * @throws DataException if it cannot be read, or the line has no end
   */
  static FirstLine of(String where, InputStream input) {
    BufferedInputStream buffered = new BufferedInputStream(input);
    try {
      FirstLine line = line(buffered, where, 1, 0);
      while (line.bytes.length == 0 && line.end > line.start) {
        line = line(buffered, where, line.number + 1, line.end);
      }
      return line;
    } catch (IOException e) {
      throw new DataException(
          "%s: expected a readable, undamaged file, received an error (%s). Get the file again."
              .formatted(where, e.getMessage()),
          e);
    }
  }

  private static FirstLine line(BufferedInputStream input, String where, long number, long start)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long end = start;
    for (int next = input.read(); next >= 0; next = input.read()) {
      end++;
      if (next == '\n') {
        break;
      }
      if (next == '\r') {
        input.mark(1);
        if (input.read() == '\n') {
          end++;
        } else {
          input.reset();
        }
        break;
      }
      bytes.write(next);
      if (bytes.size() > MOST_BYTES) {
        throw new CsvPlace(where, number)
            .problem("a line of at most 64 MiB", "a longer one", "Check the ends of lines.");
      }
    }
    return new FirstLine(unmarked(bytes.toByteArray(), start), number, start, end);
  }

  private static byte[] unmarked(byte[] bytes, long start) {
    int mark = BYTE_ORDER_MARK.length;
    boolean marked =
        start == 0
            && bytes.length >= mark
            && Arrays.equals(bytes, 0, mark, BYTE_ORDER_MARK, 0, mark);
    return marked ? Arrays.copyOfRange(bytes, mark, bytes.length) : bytes;
  }

  /** The line alone. */
  UnpackedInput text(String where) {
    return UnpackedInput.of(where, new ByteArrayInputStream(bytes));
  }
}
