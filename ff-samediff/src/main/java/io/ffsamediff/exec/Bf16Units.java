package io.ffsamediff.exec;

import io.ffsamediff.data.HostArrays;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * What the bfloat16 products of one thread's units share: the kernel of these units, rounded once a
 * step, right behind its update, and the inputs of batches, rounded once a batch.
 */
final class Bf16Units implements AutoCloseable {

  private final OneDnn dnn = new OneDnn();
  private final Bf16Inputs inputs = new Bf16Inputs(dnn);
  private final int from;
  private final int to;
  private final List<INDArray> tiles_TU = new ArrayList<>();
  private Optional<Bf16Weights> weights = Optional.empty();
  private int iteration = -1;

  /** For units {@code from} (inclusive) to {@code to} (exclusive) of {@code kernel_IO}. */
  Bf16Units(INDArray kernel_IO, int from, int to) {
    this.from = from;
    this.to = to;
    GradientTiles tiles = GradientTiles.of(kernel_IO.rows(), to - from);
    for (int tile = 0; tile < tiles.count(); tile++) {
      tiles_TU.add(of(HostArrays.rows(kernel_IO, tiles.from(tile), tiles.to(tile))));
    }
  }

  /** A view of these units of a matrix of all. */
  INDArray of(INDArray matrix_RO) {
    return matrix_RO.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to));
  }

  OneDnn dnn() {
    return dnn;
  }

  Bf16Inputs inputs() {
    return inputs;
  }

  /**
   * Prepares {@code z = x W} of these units.
   *
   * @param left_BI inputs
   * @param z_BU receives the product
   */
  Bf16Product product(Bf16Matrix left_BI, INDArray z_BU) {
    if (weights.isEmpty()) {
      weights =
          Optional.of(new Bf16Weights(dnn, left_BI.layout(), MatrixLayout.of(z_BU), tiles_TU));
    }
    return new Bf16Product(dnn, left_BI, weights.get(), z_BU);
  }

  /** Makes the kernel that of {@code iteration} steps, before a product. */
  void bringUpTo(int iteration) {
    if (this.iteration != iteration) {
      weights.orElseThrow().round();
      this.iteration = iteration;
    }
  }

  /** Rounds the weights of a tile of {@link GradientTiles}, while they are in the cache. */
  void round(int tile) {
    weights.orElseThrow().round(tile);
  }

  /** Tells after how many steps the weights are that all tiles have been rounded of. */
  void isOf(int iteration) {
    this.iteration = iteration;
  }

  /** Forgets the kernel, which has been changed otherwise than by a step. */
  void forget() {
    iteration = -1;
  }

  @Override
  public void close() {
    weights.ifPresent(Bf16Weights::close);
    inputs.close();
    dnn.close();
  }
}
