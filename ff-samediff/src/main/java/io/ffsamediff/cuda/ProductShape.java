package io.ffsamediff.cuda;

/**
 * The product C = op(A) op(B) of matrices in row order without gaps, where op transposes or does
 * nothing.
 *
 * @param m rows of C and of op(A), at least 1
 * @param n columns of C and of op(B), at least 1
 * @param k columns of op(A) and rows of op(B), at least 1
 * @param transposeA whether A lies transposed, as k x m
 * @param transposeB whether B lies transposed, as n x k
 * @param precision in what it is computed
 */
public record ProductShape(
    int m, int n, int k, boolean transposeA, boolean transposeB, Precision precision) {

  /** Checks the sizes. */
  public ProductShape {
    if (m < 1 || n < 1 || k < 1) {
      throw new IllegalArgumentException(
          "product: expected sizes of at least 1, received %d x %d x %d".formatted(m, n, k));
    }
  }

  /** Values of A. */
  public long floatsOfA() {
    return (long) m * k;
  }

  /** Values of B. */
  public long floatsOfB() {
    return (long) k * n;
  }

  /** Values of C. */
  public long floatsOfC() {
    return (long) m * n;
  }

  /** As in {@code 128 x 500 x 784 (A transposed, tf32)}. */
  @Override
  public String toString() {
    return "%d x %d x %d (%s%s%s)"
        .formatted(
            m,
            n,
            k,
            transposeA ? "A transposed, " : "",
            transposeB ? "B transposed, " : "",
            precision == Precision.F32 ? "f32" : "tf32");
  }
}
