package io.ffsamediff.cuda;

/**
 * A product of matrices in row order, {@code c (m x n) = op(a) (m x k) op(b) (k x n)}.
 *
 * @param m rows of the result
 * @param n columns of the result
 * @param k what is summed over
 * @param transposeA whether {@code a} is k x m
 * @param transposeB whether {@code b} is n x k
 * @param precision of the factors
 */
public record ProductShape(
    int m, int n, int k, boolean transposeA, boolean transposeB, Precision precision) {

  /** In what the factors are taken; sums are float32. */
  public enum Precision {
    /** Float32. */
    F32,
    /** TF32: the range of float32, 10 bits of fraction. */
    TF32
  }

  /** Floats of {@code a}. */
  public long lengthOfA() {
    return (long) m * k;
  }

  /** Floats of {@code b}. */
  public long lengthOfB() {
    return (long) k * n;
  }

  /** Floats of {@code c}. */
  public long lengthOfC() {
    return (long) m * n;
  }
}
