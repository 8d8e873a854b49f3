package io.ffsamediff.exec;

import io.ffsamediff.data.HostArrays;
import io.ffsamediff.device.OpenMpThreads;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * What the bfloat16 products of one thread's units share: the kernel of these units, rounded once a
 * step, right behind its update, and the inputs of batches, rounded once a batch.
 */
final class Bf16Units implements AutoCloseable {

  private final OneDnn dnn = new OneDnn();
  private final Bf16Inputs inputs = new Bf16Inputs(dnn);
  private final Bf16Matrix rounded_IU;
  private final List<Tile> tiles = new ArrayList<>();
  private int revision;
  private int iteration = -1;

  /** Some inputs' weights, and what rounds them. */
  private record Tile(INDArray kernel_TU, Bf16Matrix rounded_TU, Bf16Rounding rounding) {

    void round() {
      rounding.run(kernel_TU, rounded_TU);
    }
  }

  /** For units {@code from} (inclusive) to {@code to} (exclusive) of {@code kernel_IO}. */
  Bf16Units(INDArray kernel_IO, int from, int to) {
    rounded_IU = Bf16Matrix.allocate(kernel_IO.rows(), to - from);
    GradientTiles of = GradientTiles.of(kernel_IO.rows(), to - from);
    for (int tile = 0; tile < of.count(); tile++) {
      INDArray kernel_TU = units(HostArrays.rows(kernel_IO, of.from(tile), of.to(tile)), from, to);
      Bf16Matrix rounded_TU = rounded_IU.rows(of.from(tile), of.to(tile));
      tiles.add(new Tile(kernel_TU, rounded_TU, new Bf16Rounding(dnn, kernel_TU, rounded_TU)));
    }
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
      tiles.forEach(Tile::round);
      isOf(iteration);
    }
    return rounded_IU;
  }

  /** Rounds the weights of a tile of {@link GradientTiles}, while they are in the cache. */
  void round(int tile) {
    tiles.get(tile).round();
  }

  /** Tells after how many steps the weights are that all tiles have been rounded of. */
  void isOf(int iteration) {
    this.iteration = iteration;
    revision++;
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
    tiles.forEach(tile -> tile.rounding().close());
    rounded_IU.close();
    inputs.close();
    dnn.close();
  }
}
