package io.ffsamediff.exec;

import io.ffsamediff.data.HostFloats;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The true classes of a batch's rows, as a graph of a softmax classifier reads them. */
final class ClassRows implements AutoCloseable {

  private final int classes;
  private final INDArray labels_BC;
  private final INDArray inverseRows_11;
  private final HostFloats elements;

  /** Room for {@code rows} rows. */
  ClassRows(int rows, int classes) {
    this.classes = classes;
    this.labels_BC = Nd4j.create(DataType.FLOAT, new long[] {rows, classes}, 'c');
    this.inverseRows_11 = Nd4j.create(DataType.FLOAT, 1, 1).assign(1.0 / rows);
    this.elements = new HostFloats(labels_BC);
  }

  /** One-hot labels. */
  INDArray labels() {
    return labels_BC;
  }

  /** One over the number of rows of the batch, of shape 1 x 1. */
  INDArray inverseRows() {
    return inverseRows_11;
  }

  /** Sets the number of rows of the batch, of which these are a share; at first these are all. */
  void setAllRows(long allRows) {
    inverseRows_11.assign(1.0 / allRows);
  }

  /** Sets the labels of all rows. */
  void set(int[] labels_B) {
    put(labels_B, classes, elements.write(), 0);
  }

  /**
   * Puts one-hot labels of C classes.
   *
   * @param oneHot_BC receives them from element {@code from} on
   */
  static void put(int[] labels_B, int classes, FloatBuffer oneHot_BC, int from) {
    for (int row = 0; row < labels_B.length; row++) {
      for (int label = 0; label < classes; label++) {
        oneHot_BC.put(from + row * classes + label, label == labels_B[row] ? 1 : 0);
      }
    }
  }

  /** Mean cross-entropy, as {@link #lossSum}. */
  static double loss(FloatBuffer probabilities_BC, int[] labels_B) {
    return lossSum(probabilities_BC, labels_B) / labels_B.length;
  }

  /** Sum of the cross-entropies; a probability that has underflown counts as the smallest. */
  static double lossSum(FloatBuffer probabilities_BC, int[] labels_B) {
    int classes = probabilities_BC.limit() / labels_B.length;
    double sum = 0;
    for (int row = 0; row < labels_B.length; row++) {
      float truth = probabilities_BC.get(row * classes + labels_B[row]);
      sum -= Math.log(Math.max(truth, Float.MIN_NORMAL));
    }
    return sum;
  }

  @Override
  public void close() {
    labels_BC.close();
    inverseRows_11.close();
  }
}
