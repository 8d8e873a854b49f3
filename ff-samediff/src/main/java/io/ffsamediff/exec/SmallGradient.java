package io.ffsamediff.exec;

import io.ffsamediff.data.HostArrays;
import io.ffsamediff.graph.LayerParameters;
import io.ffsamediff.graph.LayerSpec;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/*
 * The weights of a thread's units are read by its product and written by its update, and by no other
 * thread, so that they stay in its core's cache. The gradient is made for some inputs at a time, and
 * used up before the next ones': as a whole it would push the weights out.
 */
/** The gradient of one thread's units of a small batch, and the update that follows from it. */
final class SmallGradient implements AutoCloseable {

  private final int units;
  private final int fromUnit;
  private final int width;
  private final INDArray gradient_TU;
  private final FloatBuffer gradient;
  private final GradientTiles tiles;
  private final SmallProducts products;
  private final FloatBuffer penalty_P;
  private final float[] row_U;
  private final float[] addend_U;

  /** Sums over rows that are part of an input's gradient, from which a thread takes its units. */
  @FunctionalInterface
  interface InputSums {

    /**
     * Adds the sums of input {@code input}, where there are any.
     *
     * @param row_U gradient of the thread's units
     */
    void add(int input, float[] row_U);
  }

  /** Makes the products of which the gradient is one. */
  @FunctionalInterface
  interface Products {

    /**
     * Prepares them.
     *
     * @param gradient_TU receives a tile
     */
    SmallProducts prepare(INDArray gradient_TU, GradientTiles tiles);
  }

  /**
   * Prepares the gradient of units {@code from} (inclusive) to {@code to} (exclusive).
   *
   * @param penalty holds the penalties' gradient, where there are penalties
   */
  SmallGradient(LayerSpec spec, Products products, LayerParameters penalty, int from, int to) {
    this.units = spec.units();
    this.fromUnit = from;
    this.width = to - from;
    this.tiles = GradientTiles.of(spec.inputs(), width);
    this.gradient_TU = Nd4j.create(DataType.FLOAT, new long[] {tiles.rows(), width}, 'c');
    this.gradient = HostArrays.floats(gradient_TU);
    this.products = products.prepare(gradient_TU, tiles);
    this.penalty_P = HostArrays.floats(penalty.flat());
    this.row_U = new float[width];
    this.addend_U = new float[width];
  }

  /** The products, whose other one is what the gradient is of. */
  SmallProducts products() {
    return products;
  }

  /**
   * Makes the gradient of the kernel and updates its weights.
   *
   * @param part number of the thread
   * @param parts number of threads
   * @param penalised whether the penalties' gradient is added
   * @param sums more that is part of the gradient of some inputs
   */
  void update(UpdaterStep updater, int part, int parts, boolean penalised, InputSums sums) {
    // Rows are not cut at cache lines: threads that did the same rows would write to the same
    // lines.
    int first = part * tiles.count() / parts;
    products.gradient(first, tile -> update(tile, updater, part, penalised, sums));
  }

  private void update(int tile, UpdaterStep updater, int part, boolean penalised, InputSums sums) {
    for (int input = tiles.from(tile); input < tiles.to(tile); input++) {
      gradient.get((input - tiles.from(tile)) * width, row_U);
      sums.add(input, row_U);
      update(updater, part, penalised, input * units + fromUnit);
    }
  }

  /**
   * Updates the weights or biases of the thread's units that begin at {@code start}.
   *
   * @param gradient_U their gradient
   */
  void update(UpdaterStep updater, int part, boolean penalised, int start, float[] gradient_U) {
    System.arraycopy(gradient_U, 0, row_U, 0, width);
    update(updater, part, penalised, start);
  }

  private void update(UpdaterStep updater, int part, boolean penalised, int start) {
    if (penalised) {
      penalty_P.get(start, addend_U);
      RowArithmetic.add(row_U, addend_U);
    }
    updater.update(part, row_U, start);
  }

  @Override
  public void close() {
    products.close();
    gradient_TU.close();
  }
}
