package io.ffsamediff.data;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Plain float matrices in host memory that are written and read from Java. */
public final class HostArrays {

  private HostArrays() {}

  /** A new matrix of zeros in row order. */
  static INDArray matrix(int rows, int columns) {
    return Nd4j.create(DataType.FLOAT, new long[] {rows, columns}, 'c');
  }

  /** Rows {@code from} (inclusive) to {@code to} (exclusive) of a matrix, as a view. */
  public static INDArray rows(INDArray matrix, int from, int to) {
    return matrix.get(NDArrayIndex.interval(from, to), NDArrayIndex.all());
  }

  /**
   * The memory of a float array of a backend whose arrays live in host memory, without a copy; not
   * valid after the array is closed. Code that runs on any backend takes {@link HostFloats}.
   *
   * @param array dense and in row order, a view or not, of at most 2 GiB
   * @throws IllegalArgumentException if it is not such
   */
  public static FloatBuffer floats(INDArray array) {
    return new HostFloats(array).read();
  }
}
