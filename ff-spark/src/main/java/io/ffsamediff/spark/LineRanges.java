package io.ffsamediff.spark;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.FSDataInputStream;

/*
 * A line belongs to the range that its first byte is in, so every line belongs to one, wherever files are
 * cut. Bytes of line ends are no part of other characters in UTF-8.
 */
/** Ranges of bytes of a text file, moved to where lines begin. */
final class LineRanges {

  private static final int CHUNK = 1 << 13;

  private LineRanges() {}

  /**
   * Where the first line begins that does so at {@code from} or behind it.
   *
   * @param from a byte behind the first one of the file
   * @param size bytes of the file
   * @return {@code size} where there is no such line
   */
  static long lineStart(FSDataInputStream file, long from, long size) throws IOException {
    if (from >= size) {
      return size;
    }
    byte[] chunk = new byte[CHUNK];
    boolean afterReturn = false;
    for (long at = from - 1; at < size; ) {
      int read = file.read(at, chunk, 0, (int) Math.min(CHUNK, size - at));
      if (read <= 0) {
        throw new IOException("the end of the file at byte %d of %d".formatted(at, size));
      }
      for (int i = 0; i < read; i++) {
        if (afterReturn) {
          return chunk[i] == '\n' ? at + i + 1 : at + i;
        }
        if (chunk[i] == '\n') {
          return at + i + 1;
        }
        afterReturn = chunk[i] == '\r';
      }
      at += read;
    }
    return size;
  }

  /** Counts the ends of lines that go by. */
  static final class Counted extends FilterInputStream {

    private boolean afterReturn;
    private long lines;

    Counted(InputStream in) {
      super(in);
    }

    /** Ends of lines so far: line feeds, carriage returns, or one behind the other. */
    long lines() {
      return lines;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int read = super.read(bytes, from, length);
      for (int i = from; i < from + read; i++) {
        boolean isReturn = bytes[i] == '\r';
        if (isReturn || (bytes[i] == '\n' && !afterReturn)) {
          lines++;
        }
        afterReturn = isReturn;
      }
      return read;
    }
  }
}
