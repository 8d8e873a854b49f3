package io.ffsamediff.cuda;

/** A prepared matrix product. */
public interface GpuProduct extends AutoCloseable {

  /** What it multiplies. */
  ProductShape shape();

  /** Gives it back. */
  @Override
  void close();
}
