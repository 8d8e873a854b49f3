package io.ffsamediff.run;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.OptionalLong;

/** A checkpoint as bytes: mark, length, checksum and version, then numbers one after another. */
final class CheckpointFile implements AutoCloseable {

  /** What to do about damage. */
  static final String DAMAGED = "The file is damaged; an older checkpoint may be sound.";

  private static final int CHUNK_FLOATS = 1 << 14;

  /** Of the 192 of the mark; other kinds of file differ in about half of them. */
  private static final int MAX_FLIPPED_BITS = 8;

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
    checkLengthAndSum(version, fixed);
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
    if (isNearly(expected, actual)) {
      throw altered();
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

  /** Whether but a few bits differ, as no other kind of file has them. */
  private static boolean isNearly(byte[] expected, byte[] actual) {
    int different = 0;
    for (int i = 0; i < actual.length; i++) {
      different += Integer.bitCount((expected[i] ^ actual[i]) & 0xff);
    }
    return actual.length == expected.length && different > 0 && different <= MAX_FLIPPED_BITS;
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

  /**
   * Two witnesses tell how long the file should be: the length it states, and the sizes of its
   * arrays. Where one of them has it right, the other may have been altered, and the checksum
   * decides; where both agree that it is wrong, the file was cut off or has become longer.
   */
  private void checkLengthAndSum(int version, ByteBuffer fixed) throws IOException {
    long size = channel.size();
    long stated = fixed.getLong();
    OptionalLong counted =
        version == CheckpointLayout.VERSION ? counted(fixed) : OptionalLong.empty();
    boolean confirmed = stated == size || counted.equals(OptionalLong.of(size));
    if (!confirmed && counted.orElse(stated) == stated) {
      String how = stated > size ? "a file cut off after " : "a longer file of ";
      throw refuse(stated + " bytes", how + size, DAMAGED);
    }
    if (!confirmed || stated != size || !sumAgrees(size)) {
      throw altered();
    }
  }

  private RunFormatException altered() {
    return refuse("content that agrees with its checksum", "altered content", DAMAGED);
  }

  private boolean sumAgrees(long size) throws IOException {
    long sum = size - CheckpointLayout.FOOTER;
    if (sum < CheckpointLayout.FIXED) {
      return false;
    }
    ByteBuffer footer = ByteBuffer.allocate(CheckpointLayout.FOOTER);
    readFully(footer, sum);
    return MessageDigest.isEqual(Digests.of(file, sum), footer.array());
  }

  /** The length that the counts and sizes in the header make; empty if they cannot be read. */
  private OptionalLong counted(ByteBuffer fixed) throws IOException {
    CheckpointLayout.Counts counts = CheckpointLayout.Counts.of(fixed);
    if (!counts.arePlausible() || counts.header() > channel.size()) {
      return OptionalLong.empty();
    }
    ByteBuffer sizes =
        ByteBuffer.allocate(Math.toIntExact(counts.header() - counts.sizesStart()))
            .order(ByteOrder.LITTLE_ENDIAN);
    readFully(sizes, counts.sizesStart());
    long bytes = counts.header() + CheckpointLayout.FOOTER;
    for (sizes.flip(); sizes.hasRemaining(); ) {
      long size = sizes.getLong();
      if (size < 0 || size > Integer.MAX_VALUE) {
        return OptionalLong.empty();
      }
      bytes += Float.BYTES * size;
    }
    return OptionalLong.of(bytes);
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
