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

  private static final int FRACTION_BITS = 24;

  private FixedPoint() {}

  /** The place at {@code pixels}, whose amount is below 2^31. */
  static long of(double pixels) {
    return (long) (pixels * ONE);
  }

  /** The pixel at or before {@code place}. */
  static int floor(long place) {
    return (int) (place >> BITS);
  }

  /** How far {@code place} is beyond its pixel: 0 to below 1, with the bits a float has. */
  static float fraction(long place) {
    return ((int) place >>> (BITS - FRACTION_BITS)) * 0x1p-24f;
  }
}
