package io.ffsamediff.exec;

import io.ffsamediff.data.HostArrays;
import io.ffsamediff.graph.LayerParameters;
import io.ffsamediff.graph.LayerSpec;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
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

  /** Floats of the gradient that are made at a time: 256 KiB, part of a second-level cache. */
  private static final int TILE_FLOATS = 1 << 16;

  private final int units;
  private final int fromUnit;
  private final int width;
  private final INDArray gradient_TU;
  private final FloatBuffer gradient;
  private final List<Tile> tiles = new ArrayList<>();
  private final FloatBuffer penalty_P;
  private final float[] row_U;
  private final float[] addend_U;

  /** Some inputs and the product that makes their gradient. */
  private record Tile(int from, int to, SlicedProduct product) {}

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

  /**
   * Prepares the gradient of units {@code from} (inclusive) to {@code to} (exclusive).
   *
   * @param x_BI inputs of the batch
   * @param dz_BO gradient by pre-activations
   * @param penalty holds the penalties' gradient, where there are penalties
   */
  SmallGradient(
      LayerSpec spec, INDArray x_BI, INDArray dz_BO, LayerParameters penalty, int from, int to) {
    this.units = spec.units();
    this.fromUnit = from;
    this.width = to - from;
    int rows = Math.min(spec.inputs(), Math.max(1, TILE_FLOATS / width));
    this.gradient_TU = Nd4j.create(DataType.FLOAT, new long[] {rows, width}, 'c');
    this.gradient = HostArrays.floats(gradient_TU);
    this.penalty_P = HostArrays.floats(penalty.flat());
    this.row_U = new float[width];
    this.addend_U = new float[width];
    for (int start = 0; start < spec.inputs(); start += rows) {
      int end = Math.min(start + rows, spec.inputs());
      tiles.add(
          new Tile(
              start, end, SlicedProduct.ofGradient(x_BI, dz_BO, gradient_TU, start, end, from)));
    }
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
    int first = part * tiles.size() / parts;
    for (int t = 0; t < tiles.size(); t++) {
      Tile tile = tiles.get((t + first) % tiles.size());
      tile.product().run();
      for (int input = tile.from(); input < tile.to(); input++) {
        gradient.get((input - tile.from()) * width, row_U);
        sums.add(input, row_U);
        update(updater, part, penalised, input * units + fromUnit);
      }
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
    gradient_TU.close();
  }
}
