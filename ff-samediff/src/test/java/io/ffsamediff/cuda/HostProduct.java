package io.ffsamediff.cuda;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import io.ffsamediff.device.BlasThreads;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/** Products as cuBLASLt computes them, by OpenBLAS: sums in float32, TF32 of rounded factors. */
final class HostProduct {

  private HostProduct() {}

  /**
   * {@code C = factor op(A) op(B) + beta C}.
   *
   * @param a from its first value on, in memory outside of Java's, as {@code b} and {@code c}
   */
  static void multiply(
      ProductShape shape, FloatBuffer a, FloatBuffer b, FloatBuffer c, float factor, float beta) {
    int threads = BlasThreads.get();
    // A team of threads waits for each other, which takes long where others have the processors.
    BlasThreads.set(1);
    try (FloatPointer left = factor(a, shape.floatsOfA(), shape.precision());
        FloatPointer right = factor(b, shape.floatsOfB(), shape.precision());
        FloatPointer result = new FloatPointer(c)) {
      cblas_sgemm(
          CblasRowMajor,
          shape.transposeA() ? CblasTrans : CblasNoTrans,
          shape.transposeB() ? CblasTrans : CblasNoTrans,
          shape.m(),
          shape.n(),
          shape.k(),
          factor,
          left,
          shape.transposeA() ? shape.m() : shape.k(),
          right,
          shape.transposeB() ? shape.k() : shape.n(),
          beta,
          result,
          shape.n());
    } finally {
      BlasThreads.set(threads);
    }
  }

  private static FloatPointer factor(FloatBuffer values, long floats, Precision precision) {
    if (precision == Precision.F32) {
      return new FloatPointer(values);
    }
    float[] rounded = new float[Math.toIntExact(floats)];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = TensorFloat.round(values.get(i));
    }
    return new FloatPointer(rounded);
  }
}
