package io.ffsamediff.exec;

/**
 * The loops over one row. Each is of a form that HotSpot's C2 turns into vector instructions, on
 * heap arrays of a row, which stay in the first-level cache from loop to loop.
 */
final class RowArithmetic {

  private RowArithmetic() {}

  /** {@code to += x}. */
  static void add(float[] to, float[] x) {
    for (int i = 0; i < to.length; i++) {
      to[i] += x[i];
    }
  }

  /** {@code to += factor x}. */
  static void addScaled(float[] to, float factor, float[] x) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * x[i];
    }
  }

  /** {@code to = x + factor y}. */
  static void sum(float[] to, float[] x, float factor, float[] y) {
    for (int i = 0; i < to.length; i++) {
      to[i] = x[i] + factor * y[i];
    }
  }

  /** {@code to = factor x}. */
  static void scale(float[] to, float factor, float[] x) {
    for (int i = 0; i < to.length; i++) {
      to[i] = factor * x[i];
    }
  }

  /** {@code to = relu(x)}; halving is exact, and a NaN stays one. */
  static void rectify(float[] to, float[] x) {
    for (int i = 0; i < to.length; i++) {
      to[i] = (x[i] + Math.abs(x[i])) * 0.5f;
    }
  }

  /**
   * {@code sum x^2}. C2 keeps the order of a sum, so that one running sum waits for each addition;
   * eight of them do not.
   */
  static float squares(float[] x) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int i = 0;
    for (; i + 8 <= x.length; i += 8) {
      s0 += x[i] * x[i];
      s1 += x[i + 1] * x[i + 1];
      s2 += x[i + 2] * x[i + 2];
      s3 += x[i + 3] * x[i + 3];
      s4 += x[i + 4] * x[i + 4];
      s5 += x[i + 5] * x[i + 5];
      s6 += x[i + 6] * x[i + 6];
      s7 += x[i + 7] * x[i + 7];
    }
    for (; i < x.length; i++) {
      s0 += x[i] * x[i];
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }
}
