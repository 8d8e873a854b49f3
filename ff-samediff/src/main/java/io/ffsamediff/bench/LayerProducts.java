package io.ffsamediff.bench;

import io.ffsamediff.data.HostArrays;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/*
 * Forward product and weight gradient of each block, dW added up over the blocks of a batch, and
 * nothing between them. The inputs are read from memory as in training: a ring of rows, far larger
 * than the caches, stands for all of them. The activations of a block are written and read again
 * at once, as in training.
 */
/** The matrix products of a layer's inner epoch, alone. */
final class LayerProducts implements AutoCloseable {

  private static final long RING_BYTES = 256L << 20;

  private final LayerShape shape;
  private final int ringRows;
  private final INDArray x_RI;
  private final INDArray w_IO;
  private final INDArray dW_IO;
  private final INDArray h_BO;
  private final Map<BlockKind, BlockProducts> products = new HashMap<>();
  private final Map<Place, INDArray> views = new HashMap<>();

  /** Size of a block, and whether it is the first of its batch. */
  private record BlockKind(int rows, boolean first) {}

  /** Rows of the ring. */
  private record Place(int from, int rows) {}

  /** Forward product and weight gradient of a block. */
  private record BlockProducts(Product forward, Product gradient) {
    void run(INDArray x_BI) {
      forward.withX(x_BI).run();
      gradient.withX(x_BI).run();
    }
  }

  /** Allocates everything for a layer of this shape. */
  LayerProducts(LayerShape shape) {
    this.shape = shape;
    int largest = Math.min(shape.block(), rows(shape.batch()));
    long wanted = Math.min(rows(shape.pairs()), RING_BYTES / Float.BYTES / shape.inputs());
    this.ringRows = (int) Math.max(largest, wanted);
    this.x_RI = Nd4j.rand(DataType.FLOAT, ringRows, shape.inputs());
    this.w_IO = Nd4j.rand(DataType.FLOAT, shape.inputs(), shape.units());
    this.dW_IO = zeros(shape.inputs(), shape.units());
    this.h_BO = zeros(largest, shape.units());
  }

  private static INDArray zeros(int rows, int columns) {
    return Nd4j.create(DataType.FLOAT, new long[] {rows, columns}, 'c');
  }

  private int rows(int pairs) {
    return Math.multiplyExact(pairs, shape.rowsOfPair());
  }

  /** Computes all products of an inner epoch once and tells the seconds. */
  double measure() {
    return Repeats.seconds(this::innerEpoch);
  }

  private void innerEpoch() {
    int at = 0;
    for (int pair = 0; pair < shape.pairs(); pair += shape.batch()) {
      int batchRows = rows(Math.min(shape.batch(), shape.pairs() - pair));
      for (int from = 0; from < batchRows; from += shape.block()) {
        int rows = Math.min(shape.block(), batchRows - from);
        at = at + rows > ringRows ? 0 : at;
        products(new BlockKind(rows, from == 0)).run(view(new Place(at, rows)));
        at += rows;
      }
    }
  }

  private BlockProducts products(BlockKind kind) {
    return products.computeIfAbsent(
        kind,
        k -> {
          INDArray x_BI = view(new Place(0, k.rows()));
          INDArray own_BO = HostArrays.rows(h_BO, 0, k.rows());
          return new BlockProducts(
              Product.of(x_BI, w_IO, own_BO),
              Product.ofTransposed(x_BI, own_BO, dW_IO, !k.first()));
        });
  }

  private INDArray view(Place place) {
    return views.computeIfAbsent(place, p -> HostArrays.rows(x_RI, p.from(), p.from() + p.rows()));
  }

  @Override
  public void close() {
    x_RI.close();
    w_IO.close();
    dW_IO.close();
    h_BO.close();
  }
}
