package io.ffsamediff.data;

import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Plain float matrices that are written from Java, row by row. */
final class HostArrays {

  private HostArrays() {}

  /** A new matrix of zeros in row order. */
  static INDArray matrix(int rows, int columns) {
    return Nd4j.create(DataType.FLOAT, new long[] {rows, columns}, 'c');
  }

  /** Direct access to the elements of an array made by {@link #matrix}. */
  static FloatIndexer elements(INDArray matrix) {
    return (FloatIndexer) matrix.data().indexer();
  }

  /** Rows {@code from} (inclusive) to {@code to} (exclusive) of a matrix, as a view. */
  static INDArray rows(INDArray matrix, int from, int to) {
    return matrix.get(NDArrayIndex.interval(from, to), NDArrayIndex.all());
  }
}
