package io.ffsamediff.cuda;

/** Something that a {@link Gpu} holds until it is closed, and counts. */
public interface GpuHandle extends AutoCloseable {

  /** What it is for, in words, for messages. */
  String what();

  /** Bytes that it takes, on the device or of page-locked memory; 0 where that is not known. */
  long bytes();

  /** Gives it back; a second call does nothing. Not while work is captured. */
  @Override
  void close();
}
