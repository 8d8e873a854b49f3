package io.ffsamediff.bench;

import org.jspecify.annotations.Nullable;

/** What steps are held against: the rate of a large product, and each layer's products alone. */
interface Roof extends AutoCloseable {

  /**
   * What it is.
   *
   * @param hardware the processor, or the GPU
   */
  MeasuredRoof name(String hardware);

  /** Multiplies two large matrices and tells the rate in GFLOP/s. */
  double gflops();

  /**
   * Computes the products of an inner epoch of layer {@code layer}, from 0, and tells the seconds.
   */
  double productSeconds(int layer);

  /** Rows, or images of pairs, that a layer's products have at a time, at most. */
  int blockRows();

  /**
   * Bytes of a device's own memory that are taken, by this process or by others; null on others.
   */
  @Nullable Long takenBytes();

  /** Waits until nothing of a measurement is left that would disturb a training pass. */
  void rest();

  @Override
  void close();
}
