package io.ffsamediff.exec;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where the elements of a matrix lie: element (r, c) at {@code r * rowStride + c * columnStride}.
 *
 * @param rows at least 1
 * @param columns at least 1
 * @param rowStride elements from a row to the next
 * @param columnStride elements from a column to the next
 */
record MatrixLayout(long rows, long columns, long rowStride, long columnStride) {

  /** Checks the shape. The stride of a dimension of 1 means nothing and is set to the usual one. */
  MatrixLayout {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "matrix: expected at least one row and column, received %d x %d"
              .formatted(rows, columns));
    }
    columnStride = columns == 1 ? 1 : columnStride;
    rowStride = rows == 1 ? columns * columnStride : rowStride;
  }

  /** Row by row without gaps. */
  static MatrixLayout rowOrder(long rows, long columns) {
    return new MatrixLayout(rows, columns, columns, 1);
  }

  /**
   * The layout of a float32 matrix, which may be a view.
   *
   * @throws IllegalArgumentException if it is no float32 matrix
   */
  static MatrixLayout of(INDArray array) {
    if (array.rank() != 2 || array.dataType() != DataType.FLOAT) {
      throw new IllegalArgumentException(
          "matrix: expected rank 2 of FLOAT, received " + array.shapeInfoToString());
    }
    return new MatrixLayout(array.rows(), array.columns(), array.stride(0), array.stride(1));
  }

  /** Address of the first element of a float32 matrix, which may be a view. */
  static long address(INDArray array) {
    return array.data().address() + array.offset() * Float.BYTES;
  }

  /** Rows become columns. */
  MatrixLayout transposed() {
    return new MatrixLayout(columns, rows, columnStride, rowStride);
  }

  /** Rows {@code from} to {@code to}, exclusive. */
  MatrixLayout rows(long from, long to) {
    if (from < 0 || to > rows || from >= to) {
      throw new IllegalArgumentException(
          "rows: expected a range within %d rows, received %d to %d".formatted(rows, from, to));
    }
    return new MatrixLayout(to - from, columns, rowStride, columnStride);
  }

  /** Refuses another layout than this. */
  void check(String name, MatrixLayout received) {
    if (!equals(received)) {
      throw new IllegalArgumentException(
          "%s: expected %s, received %s".formatted(name, this, received));
    }
  }

  /** Refuses another shape than this. */
  void checkShape(String name, MatrixLayout received) {
    if (rows != received.rows || columns != received.columns) {
      throw new IllegalArgumentException(
          "%s: expected %d x %d, received %d x %d"
              .formatted(name, rows, columns, received.rows, received.columns));
    }
  }
}
