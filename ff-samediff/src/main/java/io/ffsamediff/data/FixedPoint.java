package io.ffsamediff.data;

/**
 * Places in an image as whole numbers of 2^-32 pixels. Steps along a line add up without rounding,
 * and floor and fraction are a shift and a mask.
 */
final class FixedPoint {

  /** Bits behind the point. */
  static final int BITS = 32;

  /** One pixel. */
  static final double ONE = 0x1p32;

  private static final int MANTISSA_BITS = 23;

  private static final int BITS_OF_ONE = 0x3F800000;

  private FixedPoint() {}

  /** The place at {@code pixels}, whose amount is below 2^31. */
  static long of(double pixels) {
    return (long) (pixels * ONE);
  }

  /** The pixel at or before {@code place}. */
  static int floor(long place) {
    return (int) (place >> BITS);
  }

  /**
   * How far {@code place} is beyond its pixel: 0 to below 1, in the 23 bits of a float's mantissa.
   * Written as the mantissa of a number from 1 to 2, as the processor's conversion of an int waits
   * for what its register held before: for the pixel before.
   */
  static float fraction(long place) {
    return Float.intBitsToFloat(BITS_OF_ONE | ((int) place >>> (BITS - MANTISSA_BITS))) - 1;
  }
}
