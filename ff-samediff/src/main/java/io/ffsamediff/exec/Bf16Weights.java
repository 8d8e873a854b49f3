package io.ffsamediff.exec;

import static org.bytedeco.dnnl.global.dnnl.dnnl_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A float32 matrix rounded to bfloat16, in the layout that oneDNN likes best for the right operand
 * of a product. It can be rounded some rows at a time, while they are in the cache.
 */
final class Bf16Weights implements AutoCloseable {

  private final MatrixLayout shape;
  private final DnnlLayout layout;
  private final AlignedMemory memory;
  private final List<DnnlReorder> tiles = new ArrayList<>();

  /**
   * Prepares the copy; nothing is rounded yet.
   *
   * @param left_MK layout of a left operand that it is to be multiplied by
   * @param result_MN layout of that product
   * @param tiles_TN the matrix, some rows after the other; rows of each but the last are a multiple
   *     of 32
   */
  Bf16Weights(OneDnn dnn, MatrixLayout left_MK, MatrixLayout result_MN, List<INDArray> tiles_TN) {
    shape = MatrixLayout.rowOrder(left_MK.columns(), result_MN.columns());
    try (DnnlLayout left = DnnlLayout.of(left_MK, dnnl_bf16);
        DnnlLayout open = DnnlLayout.open(shape, dnnl_bf16);
        DnnlLayout result = DnnlLayout.of(result_MN, dnnl_f32);
        DnnlProduct choice = new DnnlProduct(dnn, left, open, result, false)) {
      layout = choice.right();
    }
    memory = new AlignedMemory(layout.bytes());
    memory.clear();
    long from = 0;
    for (INDArray tile_TN : tiles_TN) {
      tiles.add(rounding(dnn, tile_TN, from));
      from += tile_TN.rows();
    }
  }

  private DnnlReorder rounding(OneDnn dnn, INDArray tile_TN, long from) {
    try (DnnlLayout wide = DnnlLayout.of(MatrixLayout.of(tile_TN), dnnl_f32);
        DnnlLayout narrow = layout.rows(from, tile_TN.rows(), shape.columns())) {
      DnnlReorder reorder = new DnnlReorder(dnn, wide, narrow);
      reorder.source().moveTo(tile_TN);
      reorder.target().moveTo(memory);
      return reorder;
    }
  }

  /** Rounds the rows of a tile. */
  void round(int tile) {
    tiles.get(tile).run();
  }

  /** Rounds everything. */
  void round() {
    tiles.forEach(DnnlReorder::run);
  }

  /** Rows and columns; not where the elements lie. */
  MatrixLayout shape() {
    return shape;
  }

  DnnlLayout layout() {
    return layout;
  }

  AlignedMemory memory() {
    return memory;
  }

  @Override
  public void close() {
    tiles.forEach(DnnlReorder::close);
    layout.close();
    memory.close();
  }
}
