package io.ffsamediff.graph;

import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A layer's parameters, or something of the same form such as their gradient: one contiguous vector
 * of P floats, so that the optimiser passes over them once, with kernel and bias as views of it.
 */
public final class LayerParameters implements AutoCloseable {

  private final LayerSpec spec;
  private final INDArray flat_1P;
  private final INDArray kernel_IO;
  private final Optional<INDArray> bias_O;

  /** All zero. */
  public LayerParameters(LayerSpec spec) {
    this.spec = spec;
    long kernelLength = (long) spec.inputs() * spec.units();
    flat_1P = Nd4j.create(DataType.FLOAT, new long[] {1, spec.parameters()}, 'c');
    kernel_IO = slice(0, kernelLength).reshape('c', new long[] {spec.inputs(), spec.units()});
    bias_O =
        spec.config().useBias()
            ? Optional.of(
                slice(kernelLength, spec.parameters()).reshape('c', new long[] {spec.units()}))
            : Optional.empty();
  }

  private INDArray slice(long from, long to) {
    return flat_1P.get(NDArrayIndex.point(0), NDArrayIndex.interval(from, to));
  }

  /** The layer they belong to. */
  public LayerSpec spec() {
    return spec;
  }

  /** All P parameters: kernel row by row, then bias. */
  public INDArray flat() {
    return flat_1P;
  }

  /** The kernel, a view. */
  public INDArray kernel() {
    return kernel_IO;
  }

  /** The bias, a view, where the layer has one. */
  public Optional<INDArray> bias() {
    return bias_O;
  }

  /** A copy of all P values. */
  public float[] toArray() {
    return flat_1P.data().asFloat();
  }

  /**
   * Sets all values.
   *
   * @throws IllegalArgumentException if there are not P of them
   */
  public void set(float[] values_P) {
    if (values_P.length != flat_1P.length()) {
      throw new IllegalArgumentException(
          "parameters: expected %d values, received %d"
              .formatted(flat_1P.length(), values_P.length));
    }
    flat_1P.data().setData(values_P);
  }

  @Override
  public void close() {
    flat_1P.close();
  }
}
