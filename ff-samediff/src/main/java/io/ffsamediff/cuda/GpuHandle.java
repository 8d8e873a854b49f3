package io.ffsamediff.cuda;

/** Something that a {@link Gpu} holds until it is closed, and counts. */
public interface GpuHandle extends AutoCloseable {

  /** What it is for, in words, for messages. */
  String what();

  /** Bytes that it takes, on the device or of page-locked memory; 0 where that is not known. */
  long bytes();

  /**
   * Gives it back, after the work that may use it; a second call does nothing. Not while work is
   * captured.
   */
  @Override
  void close();

  /**
   * Checks a range of float32 values.
   *
   * @param from the first
   * @param floats how many, at least 1
   * @throws IndexOutOfBoundsException if it is not within {@link #bytes}
   */
  default void requireFloats(long from, long floats) {
    long held = bytes() / Float.BYTES;
    if (from < 0 || floats < 1 || floats > held || from > held - floats) {
      throw new IndexOutOfBoundsException(
          "%s: expected a range of at least 1 value within %d, received %d values from %d"
              .formatted(what(), held, floats, from));
    }
  }
}
