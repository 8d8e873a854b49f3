package io.ffsamediff.cuda;

/**
 * A product of matrices in row order in the words of cuBLASLt, which reads matrices by columns.
 *
 * <p>The memory of a matrix in row order is that of its transpose in column order, and C = op(A)
 * op(B) is the transpose of op(B)' op(A)'. So B is cuBLASLt's first factor and A its second, both
 * as they lie, and what it writes by columns, n x m, is C by rows. Whether a factor is to be
 * transposed stays: that of cuBLASLt's first is B's.
 *
 * @param first B
 * @param second A
 * @param result C
 */
record LtLayout(Operand first, Operand second, Operand result) {

  /**
   * A matrix as it lies, by columns.
   *
   * @param rows values of a column
   * @param columns number of columns
   * @param leading values from the begin of a column to that of the next
   * @param transposed whether it is transposed before it is multiplied
   */
  record Operand(int rows, int columns, int leading, boolean transposed) {

    private static Operand gapless(int rows, int columns, boolean transposed) {
      return new Operand(rows, columns, rows, transposed);
    }
  }

  /** The layout of a product. */
  static LtLayout of(ProductShape shape) {
    return new LtLayout(
        asItLies(shape.k(), shape.n(), shape.transposeB()),
        asItLies(shape.m(), shape.k(), shape.transposeA()),
        Operand.gapless(shape.n(), shape.m(), false));
  }

  /**
   * The factor op(X) of {@code rows x columns}: row order of X is column order of its transpose.
   */
  private static Operand asItLies(int rows, int columns, boolean transposed) {
    return transposed
        ? Operand.gapless(rows, columns, true)
        : Operand.gapless(columns, rows, false);
  }
}
