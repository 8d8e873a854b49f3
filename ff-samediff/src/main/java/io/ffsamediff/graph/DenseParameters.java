package io.ffsamediff.graph;

import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A kernel and its biases, or something of the same form such as their gradient: one contiguous
 * vector of P floats, so that the optimiser passes over them once, with kernel and bias as views of
 * it.
 */
public sealed class DenseParameters implements AutoCloseable
    permits LayerParameters, HeadParameters {

  private final INDArray flat_1P;
  private final INDArray kernel_IO;
  private final Optional<INDArray> bias_O;

  /** All zero: I inputs, O units. */
  DenseParameters(int inputs, int units, boolean useBias) {
    long kernelLength = (long) inputs * units;
    long length = Math.addExact(kernelLength, useBias ? units : 0);
    flat_1P = Nd4j.create(DataType.FLOAT, new long[] {1, length}, 'c');
    kernel_IO = slice(0, kernelLength).reshape('c', new long[] {inputs, units});
    bias_O =
        useBias
            ? Optional.of(slice(kernelLength, length).reshape('c', new long[] {units}))
            : Optional.empty();
  }

  private INDArray slice(long from, long to) {
    return flat_1P.get(NDArrayIndex.point(0), NDArrayIndex.interval(from, to));
  }

  /** All P parameters: kernel row by row, then bias. */
  public final INDArray flat() {
    return flat_1P;
  }

  /** The kernel, a view. */
  public final INDArray kernel() {
    return kernel_IO;
  }

  /** The bias, a view, where there is one. */
  public final Optional<INDArray> bias() {
    return bias_O;
  }

  /** A copy of all P values. */
  public final float[] toArray() {
    return flat_1P.data().asFloat();
  }

  /**
   * Sets all values.
   *
   * @throws IllegalArgumentException if there are not P of them
   */
  public final void set(float[] values_P) {
    if (values_P.length != flat_1P.length()) {
      throw new IllegalArgumentException(
          "parameters: expected %d values, received %d"
              .formatted(flat_1P.length(), values_P.length));
    }
    flat_1P.data().setData(values_P);
  }

  @Override
  public final void close() {
    flat_1P.close();
  }
}
