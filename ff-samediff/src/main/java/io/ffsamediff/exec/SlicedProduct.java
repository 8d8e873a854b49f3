package io.ffsamediff.exec;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A slice of one of a layer's two products, by OpenBLAS: some columns of {@code z = x W}, or some
 * rows and columns of {@code dW = x' dz}. The slice is cut from the whole arrays by its start and
 * their strides.
 */
final class SlicedProduct {

  private final boolean transposed;
  private final int rows;
  private final int columns;
  private final int inner;
  private final FloatPointer a;
  private final int strideOfA;
  private final FloatPointer b;
  private final int strideOfB;
  private final FloatPointer c;
  private final int strideOfC;

  private SlicedProduct(
      boolean transposed,
      int rows,
      int columns,
      int inner,
      FloatPointer a,
      int strideOfA,
      FloatPointer b,
      int strideOfB,
      FloatPointer c,
      int strideOfC) {
    this.transposed = transposed;
    this.rows = rows;
    this.columns = columns;
    this.inner = inner;
    this.a = a;
    this.strideOfA = strideOfA;
    this.b = b;
    this.strideOfB = strideOfB;
    this.c = c;
    this.strideOfC = strideOfC;
  }

  /** Units {@code from} (inclusive) to {@code to} (exclusive) of {@code z_BO = x_BI kernel_IO}. */
  static SlicedProduct ofUnits(INDArray x_BI, INDArray kernel_IO, INDArray z_BO, int from, int to) {
    return new SlicedProduct(
        false,
        x_BI.rows(),
        to - from,
        x_BI.columns(),
        Sgemm.at(x_BI, 0),
        x_BI.columns(),
        Sgemm.at(kernel_IO, from),
        kernel_IO.columns(),
        Sgemm.at(z_BO, from),
        z_BO.columns());
  }

  /**
   * Inputs {@code from} to {@code to - 1} of {@code dkernel_IO = x_BI' dz_BO}, of as many units as
   * {@code target_TU} has columns.
   *
   * @param target_TU receives them, from its first row on
   * @param unit first of the units
   */
  static SlicedProduct ofGradient(
      INDArray x_BI, INDArray dz_BO, INDArray target_TU, int from, int to, int unit) {
    return new SlicedProduct(
        true,
        to - from,
        target_TU.columns(),
        x_BI.rows(),
        Sgemm.at(x_BI, from),
        x_BI.columns(),
        Sgemm.at(dz_BO, unit),
        dz_BO.columns(),
        Sgemm.at(target_TU, 0),
        target_TU.columns());
  }

  /** Multiplies. */
  void run() {
    Sgemm.multiply(
        transposed, rows, columns, inner, a, strideOfA, b, strideOfB, c, strideOfC, false);
  }
}
