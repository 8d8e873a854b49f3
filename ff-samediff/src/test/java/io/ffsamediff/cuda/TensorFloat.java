package io.ffsamediff.cuda;

/** Rounding to TF32, the numbers that tensor cores multiply: 8 bits of exponent, 10 of fraction. */
final class TensorFloat {

  /** Bits of a float32's fraction that TF32 does not have. */
  private static final int DROPPED = 13;

  private static final int HALF = 1 << (DROPPED - 1);
  private static final int KEPT = -1 << DROPPED;

  private TensorFloat() {}

  /**
   * As PTX's {@code cvt.rna.tf32.f32}: to the nearest, of two as near to the one further from zero;
   * what is not finite stays as it is. The lower bits of the result are zero.
   */
  static float round(float value) {
    return Float.isFinite(value)
        ? Float.intBitsToFloat((Float.floatToRawIntBits(value) + HALF) & KEPT)
        : value;
  }
}
