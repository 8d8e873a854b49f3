package io.ffsamediff.run;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;

/** A checkpoint as bytes: mark, length, checksum and version, then numbers one after another. */
final class CheckpointFile implements AutoCloseable {

  /** What to do about damage. */
  static final String DAMAGED = "The file is damaged; an older checkpoint may be sound.";

  private static final int CHUNK_FLOATS = 1 << 14;

  private final Path file;
  private final FileChannel channel;

  /** Opens {@code file}, of which nothing is believed yet. */
  CheckpointFile(Path file) throws IOException {
    this.file = file;
    this.channel = FileChannel.open(file);
  }

  /**
   * Checks mark, length, checksum and version, in this order, so that damage is never taken for
   * another version.
   *
   * @return the fixed part, from the run's identity on
   */
  ByteBuffer start() throws IOException {
    ByteBuffer fixed = next(Math.min(CheckpointLayout.FIXED, channel.size()));
    checkMark(fixed);
    int version = fixed.getInt();
    checkLengthAndSum(fixed);
    checkVersion(version);
    return fixed;
  }

  /** Refuses other kinds of file, and what is too short to tell. */
  private void checkMark(ByteBuffer fixed) {
    byte[] expected = CheckpointLayout.mark();
    byte[] actual = new byte[Math.min(expected.length, fixed.remaining())];
    fixed.get(0, actual);
    int same = Arrays.mismatch(expected, actual);
    if (same == CheckpointLayout.MAGIC.length && fixed.remaining() >= CheckpointLayout.FIXED) {
      refuseNameless(fixed.getInt(same));
    }
    if (same >= 0 && same < actual.length) {
      throw refuse(
          "a checkpoint of ff", "another kind of file", "It does not belong here; remove it.");
    }
    if (fixed.remaining() < CheckpointLayout.FIXED) {
      throw refuse(
          "at least " + CheckpointLayout.FIXED + " bytes",
          "a file cut off after " + fixed.remaining(),
          DAMAGED);
    }
    fixed.position(expected.length);
  }

  /** Where the name should be, the first formats had their version. */
  private void refuseNameless(int version) {
    if (version >= 1 && version <= CheckpointLayout.LAST_WITHOUT_NAME) {
      checkVersion(version);
    }
  }

  private void checkVersion(int version) {
    if (version > CheckpointLayout.VERSION) {
      throw refuse(
          "checkpoint format " + CheckpointLayout.VERSION + " or older",
          "the newer format " + version,
          "Use the version of ff that wrote it, or a newer one.");
    }
    if (version < CheckpointLayout.OLDEST_VERSION) {
      throw refuse(
          "checkpoint format " + CheckpointLayout.OLDEST_VERSION + " or newer",
          "the older format " + version,
          "Use the version of ff that wrote it.");
    }
  }

  private void checkLengthAndSum(ByteBuffer fixed) throws IOException {
    long length = fixed.getLong();
    if (length != channel.size() || length < CheckpointLayout.FIXED + CheckpointLayout.FOOTER) {
      String how = length > channel.size() ? "a file cut off after " : "a longer file of ";
      throw refuse(length + " bytes", how + channel.size(), DAMAGED);
    }
    long sum = length - CheckpointLayout.FOOTER;
    byte[] actual = Digests.of(file, sum);
    ByteBuffer footer = ByteBuffer.allocate(CheckpointLayout.FOOTER);
    readFully(footer, sum);
    if (!MessageDigest.isEqual(actual, footer.array())) {
      throw refuse("content that agrees with its checksum", "altered content", DAMAGED);
    }
  }

  /** Refuses a size that is not that of the network. */
  void expect(String what, long expected, long received) {
    if (expected != received) {
      throw refuse(
          what + " " + expected,
          received,
          "The checkpoint belongs to another network; restore the run's own config.json.");
    }
  }

  /** The error that names this file. */
  RunFormatException refuse(String expected, Object received, String fix) {
    return RunFormatException.of(file, expected, received, fix);
  }

  /** Bytes of the whole file. */
  long length() throws IOException {
    return channel.size();
  }

  /** The next {@code length} bytes, little-endian. */
  ByteBuffer next(long length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(length)).order(ByteOrder.LITTLE_ENDIAN);
    long position = channel.position();
    readFully(buffer, position);
    channel.position(position + length);
    return buffer.flip();
  }

  /** The next {@code count} floats, every bit as it is. */
  float[] floats(int count) throws IOException {
    float[] values = new float[count];
    for (int from = 0; from < count; from += CHUNK_FLOATS) {
      int part = Math.min(CHUNK_FLOATS, count - from);
      next((long) part * Float.BYTES).asFloatBuffer().get(values, from, part);
    }
    return values;
  }

  private void readFully(ByteBuffer buffer, long position) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new EOFException("the file ends early");
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
