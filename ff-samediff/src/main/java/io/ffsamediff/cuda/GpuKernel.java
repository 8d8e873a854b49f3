package io.ffsamediff.cuda;

/** A compiled kernel. */
public interface GpuKernel extends AutoCloseable {

  /** Gives it back. */
  @Override
  void close();
}
