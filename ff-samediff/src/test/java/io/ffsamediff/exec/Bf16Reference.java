package io.ffsamediff.exec;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ffsamediff.device.Bf16Probe;
import io.ffsamediff.device.Bf16Support;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Bfloat16 in plain Java. */
final class Bf16Reference {

  private Bf16Reference() {}

  /** Skips a test where oneDNN would only emulate what it is about. */
  static void assumeInstructions() {
    Bf16Support support = Bf16Probe.run();
    assumeTrue(support.available(), support.reason());
  }

  /** {@code value} rounded to eight bits of precision, to nearest, ties to even; no NaN. */
  static float round(float value) {
    int bits = Float.floatToRawIntBits(value);
    int odd = bits >>> Short.SIZE & 1;
    return Float.intBitsToFloat(bits + 0x7fff + odd & 0xffff0000);
  }

  /** A product, and how large the sum of the sizes of its terms is. */
  record Sum(double value, double size) {

    /** Row {@code m} of {@code left_MK} by column {@code n} of {@code right_KN}, both rounded. */
    static Sum of(INDArray left_MK, long m, INDArray right_KN, long n) {
      double value = 0;
      double size = 0;
      for (long k = 0; k < left_MK.size(1); k++) {
        double term = (double) round(left_MK.getFloat(m, k)) * round(right_KN.getFloat(k, n));
        value += term;
        size += Math.abs(term);
      }
      return new Sum(value, size);
    }

    Sum plus(double term) {
      return new Sum(value + term, size + Math.abs(term));
    }
  }
}
