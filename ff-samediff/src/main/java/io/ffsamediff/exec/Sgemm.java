package io.ffsamediff.exec;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** OpenBLAS's product of matrices in row order. */
final class Sgemm {

  private Sgemm() {}

  /** Where element {@code element} of a dense array lies. */
  static FloatPointer at(INDArray array, long element) {
    return new FloatPointer(array.data().addressPointer()).getPointer(element);
  }

  /**
   * {@code c = a b}, or {@code c = a' b}, or the same added to {@code c}; allocates nothing.
   *
   * @param transposed whether {@code a} is transposed
   * @param rows rows of {@code c}
   * @param columns columns of {@code c}
   * @param inner rows of {@code b}
   * @param strideOfA floats from a row of {@code a} to the next
   * @param strideOfB floats from a row of {@code b} to the next
   * @param strideOfC floats from a row of {@code c} to the next
   */
  static void multiply(
      boolean transposed,
      int rows,
      int columns,
      int inner,
      FloatPointer a,
      int strideOfA,
      FloatPointer b,
      int strideOfB,
      FloatPointer c,
      int strideOfC,
      boolean accumulate) {
    cblas_sgemm(
        CblasRowMajor,
        transposed ? CblasTrans : CblasNoTrans,
        CblasNoTrans,
        rows,
        columns,
        inner,
        1,
        a,
        strideOfA,
        b,
        strideOfB,
        accumulate ? 1 : 0,
        c,
        strideOfC);
  }
}
