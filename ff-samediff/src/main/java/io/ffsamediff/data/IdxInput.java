package io.ffsamediff.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/** The parts of one IDX file; words what is wrong with them. */
final class IdxInput implements Closeable {

  private static final int FIRST_STEP = 1 << 20;

  private final UnpackedInput input;

  private IdxInput(UnpackedInput input) {
    this.input = input;
  }

  static IdxInput of(Path file) {
    return new IdxInput(UnpackedInput.of(file));
  }

  static IdxInput of(String where, InputStream stream) {
    return new IdxInput(UnpackedInput.of(where, stream));
  }

  /** The next {@code length} bytes, which belong to the header. */
  byte[] header(int length) {
    byte[] bytes = new byte[length];
    fill(bytes, 0, "a header of at least %d bytes".formatted(input.offset() + length));
    return bytes;
  }

  /** The next four bytes as a big-endian number. */
  long unsignedInt() {
    return Integer.toUnsignedLong(ByteBuffer.wrap(header(Integer.BYTES)).getInt());
  }

  /** The next {@code length} bytes, which must be the last ones of the file. */
  byte[] body(int length) {
    long end = input.offset() + length;
    long size = input.size();
    boolean unknown = size == UnpackedInput.UNKNOWN;
    if (!unknown && size < end) {
      throw truncated(end + " bytes", size);
    }
    byte[] bytes = new byte[unknown ? Math.min(length, FIRST_STEP) : length];
    int filled = 0;
    while (true) {
      fill(bytes, filled, end + " bytes");
      filled = bytes.length;
      if (filled == length) {
        expectEnd();
        return bytes;
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * filled));
    }
  }

  /** SHA-256 of all bytes read so far, lower-case hex; asked once. */
  String sha256() {
    return input.sha256();
  }

  /** What is wrong at byte {@code at}, in the one form that messages have. */
  DataException problem(long at, String expected, String received, String hint) {
    return new DataException(
        "%s: expected %s, received %s at byte %d. %s"
            .formatted(input.where(), expected, received, at, hint));
  }

  @Override
  public void close() {
    input.close();
  }

  private void fill(byte[] bytes, int from, String expected) {
    try {
      if (input.readNBytes(bytes, from, bytes.length - from) < bytes.length - from) {
        throw truncated(expected, input.offset());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // UnpackedInput throws none
    }
  }

  /** Reads the end, at which gzip also compares its checksum. */
  private void expectEnd() {
    long end = input.offset();
    if (input.read() >= 0) {
      throw problem(
          end, "the end of the file", "more bytes", "The file is too long: get it again.");
    }
  }

  private DataException truncated(String expected, long end) {
    return problem(end, expected, "the end of the file", "The file is truncated: get it again.");
  }
}
