package io.ffsamediff.exec;

import io.ffsamediff.device.OpenMpThreads;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * What the bfloat16 products of one thread's units share: the kernel of these units, rounded once a
 * step, and the inputs of batches, rounded once a batch.
 */
final class Bf16Units implements AutoCloseable {

  private final OneDnn dnn = new OneDnn();
  private final Bf16Inputs inputs = new Bf16Inputs(dnn);
  private final INDArray kernel_IU;
  private final Bf16Matrix rounded_IU;
  private final Bf16Rounding rounding;
  private int revision;
  private int iteration = -1;

  /** For units {@code from} (inclusive) to {@code to} (exclusive) of {@code kernel_IO}. */
  Bf16Units(INDArray kernel_IO, int from, int to) {
    kernel_IU = units(kernel_IO, from, to);
    rounded_IU = Bf16Matrix.allocate(kernel_IU.rows(), kernel_IU.columns());
    rounding = new Bf16Rounding(dnn, kernel_IU, rounded_IU);
  }

  /** A view of some units of a matrix. */
  static INDArray units(INDArray matrix_RO, int from, int to) {
    return matrix_RO.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to));
  }

  /** Does {@code work} with one thread of oneDNN's, as several threads call it, each for itself. */
  static void alone(Runnable work) {
    int before = OpenMpThreads.get();
    OpenMpThreads.set(1);
    try {
      work.run();
    } finally {
      OpenMpThreads.set(before);
    }
  }

  OneDnn dnn() {
    return dnn;
  }

  Bf16Inputs inputs() {
    return inputs;
  }

  /** The kernel as it is after {@code iteration} steps. */
  Bf16Matrix kernel(int iteration) {
    if (this.iteration != iteration) {
      rounding.run(kernel_IU, rounded_IU);
      this.iteration = iteration;
      revision++;
    }
    return rounded_IU;
  }

  /** A number that changes with the rounded kernel; at least 1 once there is one. */
  int kernelRevision() {
    return revision;
  }

  /** Forgets the kernel, which has been changed otherwise than by a step. */
  void forget() {
    iteration = -1;
  }

  @Override
  public void close() {
    rounding.close();
    rounded_IU.close();
    inputs.close();
    dnn.close();
  }
}
