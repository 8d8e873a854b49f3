package io.ffsamediff.exec;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Memory outside the heap that begins at a cache line; its contents are undefined at first. */
final class AlignedMemory implements AutoCloseable {

  private static final int LINE = 64;

  private final BytePointer bytes;
  private final long start;

  AlignedMemory(long size) {
    bytes = new BytePointer(size + LINE);
    start = Math.floorMod(-bytes.address(), LINE);
  }

  /** Sets all bytes to zero. */
  void clear() {
    Pointer.memset(bytes, 0, bytes.capacity());
  }

  /** Address of the first byte. */
  long address() {
    return bytes.address() + start;
  }

  /** The two bytes at {@code offset}. */
  short shortAt(long offset) {
    return bytes.getShort(start + offset);
  }

  @Override
  public void close() {
    bytes.close();
  }
}
