package io.ffsamediff.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/**
 * The unpacked bytes of one file, packed with gzip or not (the first two bytes decide, not the
 * name): counted, hashed, and what is wrong with the file worded. What cannot be read is a {@link
 * DataException}.
 */
final class UnpackedInput extends InputStream {

  /** Stands for a size that is not known. */
  static final long UNKNOWN = -1;

  private static final int BUFFER = 1 << 16;

  private final String where;
  private final InputStream unpacked;
  private final MessageDigest digest = Sha256.digest();
  private final long size;
  private long limit = Long.MAX_VALUE;
  private long offset;

  private UnpackedInput(String where, InputStream packedOrNot, long fileSize) throws IOException {
    this.where = where;
    BufferedInputStream buffered = new BufferedInputStream(packedOrNot, BUFFER);
    boolean gzip = isGzip(buffered);
    this.size = gzip ? UNKNOWN : fileSize;
    this.unpacked = gzip ? new GZIPInputStream(buffered, BUFFER) : buffered;
  }

  /** The bytes of {@code file}. */
  static UnpackedInput of(Path file) {
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

  /** The bytes of {@code stream}, which messages call {@code where}. */
  static UnpackedInput of(String where, InputStream stream) {
    return open(where, stream, UNKNOWN);
  }

  private static UnpackedInput open(String where, InputStream stream, long fileSize) {
    try {
      return new UnpackedInput(where, stream, fileSize);
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

  /** What messages call the file. */
  String where() {
    return where;
  }

  /** Unpacked bytes of the file, or {@link #UNKNOWN}. */
  long size() {
    return size;
  }

  /** Bytes read so far. */
  long offset() {
    return offset;
  }

  /** Refuses to give out more than {@code bytes}: what is packed can be endless. */
  void limit(long bytes) {
    limit = bytes;
  }

  /** SHA-256 of all bytes read so far, lower-case hex; asked once. */
  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) {
    try {
      int read = unpacked.read(bytes, from, length);
      if (read > 0) {
        digest.update(bytes, from, read);
        offset += read;
      }
      if (offset > limit) {
        throw new DataException(
            "%s: expected at most %,d bytes, received more (unpacked). Leave out examples or columns."
                .formatted(where, limit));
      }
      return read;
    } catch (IOException e) {
      throw unreadable(where, offset, e);
    }
  }

  @Override
  public void close() {
    try {
      unpacked.close();
    } catch (IOException e) {
      throw unreadable(where, offset, e);
    }
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
