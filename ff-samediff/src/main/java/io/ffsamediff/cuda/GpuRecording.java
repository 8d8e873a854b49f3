package io.ffsamediff.cuda;

/** Recorded work. */
public interface GpuRecording extends AutoCloseable {

  /** Gives it back. */
  @Override
  void close();
}
