package io.ffsamediff.graph;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A FlatBuffers file of which nothing is believed: each number is read where it is asked for, and
 * only if it lies inside the file. (The Java library of FlatBuffers has no verifier.)
 */
final class FlatFile implements AutoCloseable {

  /** Offsets of FlatBuffers are signed in Java. */
  private static final long MAX_BYTES = Integer.MAX_VALUE;

  private static final int CHUNK_BYTES = 1 << 16;

  private final Path path;
  private final FileChannel channel;
  private final long size;

  /**
   * Opens {@code path}.
   *
   * @throws ParameterFileException if it is too large for FlatBuffers
   * @throws IOException if it cannot be read
   */
  FlatFile(Path path) throws IOException {
    this.path = path;
    this.channel = FileChannel.open(path);
    this.size = channel.size();
    if (size > MAX_BYTES) {
      channel.close();
      throw damaged("at most " + MAX_BYTES + " bytes", size + " bytes");
    }
  }

  /** The table that the file starts with. */
  FlatTable root() throws IOException {
    return new FlatTable(this, reference(0, "the root table"));
  }

  /** Bytes of the file. */
  long size() {
    return size;
  }

  /** The place that the offset at {@code at} points to. */
  long reference(long at, String what) throws IOException {
    long target = at + unsigned32(at, what);
    require(target, Integer.BYTES, what);
    return target;
  }

  long unsigned32(long at, String what) throws IOException {
    return Integer.toUnsignedLong(int32(at, what));
  }

  int int32(long at, String what) throws IOException {
    return next(at, Integer.BYTES, what).getInt();
  }

  int unsigned16(long at, String what) throws IOException {
    return Short.toUnsignedInt(next(at, Short.BYTES, what).getShort());
  }

  byte int8(long at, String what) throws IOException {
    return next(at, Byte.BYTES, what).get();
  }

  long int64(long at, String what) throws IOException {
    return next(at, Long.BYTES, what).getLong();
  }

  /** The {@code bytes} bytes at {@code at} as a text; a few only. */
  String text(long at, int bytes, String what) throws IOException {
    return StandardCharsets.UTF_8.decode(next(at, bytes, what)).toString();
  }

  /** Copies the {@code count} floats at {@code at} to {@code target}, every bit as it is. */
  void floats(long at, ByteOrder order, float[] target, int from, int count) throws IOException {
    int step = CHUNK_BYTES / Float.BYTES;
    for (int done = 0; done < count; done += step) {
      int part = Math.min(step, count - done);
      next(at + (long) Float.BYTES * done, part * Float.BYTES, "values")
          .order(order)
          .asFloatBuffer()
          .get(target, from + done, part);
    }
  }

  private ByteBuffer next(long at, int bytes, String what) throws IOException {
    require(at, bytes, what);
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        throw new EOFException("the file has become shorter");
      }
    }
    return buffer.flip();
  }

  /** Refuses a file in which {@code bytes} bytes at {@code at} do not lie. */
  void require(long at, long bytes, String what) {
    if (at < 0 || bytes < 0 || at > size - bytes) {
      throw damaged(
          "%s inside the file's %d bytes".formatted(what, size),
          "%d bytes at byte %d".formatted(bytes, at));
    }
  }

  /** The error for a file that is not what ff wrote. */
  ParameterFileException damaged(String expected, String received) {
    return refuse(expected, received, "The model is damaged; restore it, or train again.");
  }

  /** The error that names this file. */
  ParameterFileException refuse(String expected, String received, String fix) {
    return new ParameterFileException(
        "%s: expected %s, received %s. %s".formatted(path, expected, received, fix), null);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
