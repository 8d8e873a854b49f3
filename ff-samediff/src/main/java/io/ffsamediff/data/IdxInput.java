package io.ffsamediff.data;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/** The unpacked bytes of one file: counts and hashes them, and words what is wrong with them. */
final class IdxInput implements Closeable {

  private static final int BUFFER = 1 << 16;
  private static final int FIRST_STEP = 1 << 20;
  private static final long UNKNOWN = -1;

  private final String where;
  private final InputStream unpacked;
  private final MessageDigest digest = Sha256.digest();

  /** Unpacked bytes of the file, or unknown. */
  private final long size;

  private long offset;

  private IdxInput(String where, InputStream packedOrNot, long fileSize) throws IOException {
    this.where = where;
    BufferedInputStream buffered = new BufferedInputStream(packedOrNot, BUFFER);
    boolean gzip = isGzip(buffered);
    this.size = gzip ? UNKNOWN : fileSize;
    this.unpacked = gzip ? new GZIPInputStream(buffered, BUFFER) : buffered;
  }

  static IdxInput of(Path file) {
    String where = file.toString();
    try {
      if (Files.isDirectory(file)) {
        throw new DataException(where + ": expected a file, received a folder. Name the file.");
      }
      return open(where, Files.newInputStream(file), Files.size(file));
    } catch (NoSuchFileException e) {
      throw new DataException(
          where + ": expected a file, received nothing of that name. Check the path.", e);
    } catch (IOException e) {
      throw unreadable(where, 0, e);
    }
  }

  static IdxInput of(String where, InputStream stream) {
    return open(where, stream, UNKNOWN);
  }

  private static IdxInput open(String where, InputStream stream, long fileSize) {
    try {
      return new IdxInput(where, stream, fileSize);
    } catch (IOException e) {
      DataException problem = unreadable(where, 0, e);
      try {
        stream.close();
      } catch (IOException closing) {
        problem.addSuppressed(closing);
      }
      throw problem;
    }
  }

  private static boolean isGzip(InputStream stream) throws IOException {
    stream.mark(2);
    byte[] magic = stream.readNBytes(2);
    stream.reset();
    return magic.length == 2
        && ((magic[0] & 0xff) | (magic[1] & 0xff) << 8) == GZIPInputStream.GZIP_MAGIC;
  }

  /** The next {@code length} bytes, which belong to the header. */
  byte[] header(int length) {
    byte[] bytes = new byte[length];
    fill(bytes, 0, "a header of at least %d bytes".formatted(offset + length));
    return bytes;
  }

  /** The next four bytes as a big-endian number. */
  long unsignedInt() {
    return Integer.toUnsignedLong(ByteBuffer.wrap(header(Integer.BYTES)).getInt());
  }

  /** The next {@code length} bytes, which must be the last ones of the file. */
  byte[] body(int length) {
    long end = offset + length;
    if (size != UNKNOWN && size < end) {
      throw truncated(end + " bytes", size);
    }
    byte[] bytes = new byte[size == UNKNOWN ? Math.min(length, FIRST_STEP) : length];
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
    return HexFormat.of().formatHex(digest.digest());
  }

  /** What is wrong at byte {@code at}, in the one form that messages have. */
  DataException problem(long at, String expected, String received, String hint) {
    return new DataException(
        "%s: expected %s, received %s at byte %d. %s"
            .formatted(where, expected, received, at, hint));
  }

  @Override
  public void close() {
    try {
      unpacked.close();
    } catch (IOException e) {
      throw unreadable(where, offset, e);
    }
  }

  private void fill(byte[] bytes, int from, String expected) {
    int read = read(bytes, from, bytes.length - from);
    digest.update(bytes, from, read);
    offset += read;
    if (from + read < bytes.length) {
      throw truncated(expected, offset);
    }
  }

  private int read(byte[] bytes, int from, int length) {
    try {
      return unpacked.readNBytes(bytes, from, length);
    } catch (IOException e) {
      throw unreadable(where, offset, e);
    }
  }

  /** Reads the end, at which gzip also compares its checksum. */
  private void expectEnd() {
    if (read(new byte[1], 0, 1) > 0) {
      throw problem(
          offset, "the end of the file", "more bytes", "The file is too long: get it again.");
    }
  }

  private DataException truncated(String expected, long end) {
    return problem(end, expected, "the end of the file", "The file is truncated: get it again.");
  }

  /** Damaged gzip is an IOException, too. */
  private static DataException unreadable(String where, long at, IOException cause) {
    String reason =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new DataException(
        "%s: expected a readable, undamaged file, received an error after byte %d (%s). Get the file again."
            .formatted(where, at, reason),
        cause);
  }
}
