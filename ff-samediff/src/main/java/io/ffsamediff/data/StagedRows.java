package io.ffsamediff.data;

import java.util.List;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A mini-batch of the first layer: its positives, then the same examples as negatives, copied into
 * one buffer that is filled anew for each batch.
 */
public final class StagedRows implements RowBlocks, AutoCloseable {

  private final int pairs;
  private final RowEncoder encoder;
  private final INDArray x_RI;
  private final INDArray p_R1;
  private final FloatIndexer elements;
  private final float[] row_I;
  private final List<INDArray> inputs_BI;
  private final List<INDArray> polarities_B1;

  /**
   * Allocates the buffer.
   *
   * @param pairs examples of the batch; it has twice as many rows
   * @param blockRows rows of a block
   */
  public StagedRows(int pairs, RowEncoder encoder, int blockRows) {
    this.pairs = pairs;
    this.encoder = encoder;
    this.row_I = new float[encoder.inputs()];
    this.x_RI = HostArrays.matrix(2 * pairs, encoder.inputs());
    this.elements = HostArrays.elements(x_RI);
    this.p_R1 = HostArrays.matrix(2 * pairs, 1);
    FloatIndexer polarities = HostArrays.elements(p_R1);
    for (int i = 0; i < pairs; i++) {
      polarities.put(i, 1);
      polarities.put(pairs + i, -1);
    }
    List<RowRange> ranges = RowRange.split(2 * pairs, blockRows);
    this.inputs_BI = ranges.stream().map(r -> HostArrays.rows(x_RI, r.from(), r.to())).toList();
    this.polarities_B1 = ranges.stream().map(r -> HostArrays.rows(p_R1, r.from(), r.to())).toList();
  }

  /**
   * Fills the buffer with the examples {@code order_N[from]} to {@code order_N[from + pairs - 1]}.
   *
   * @param data the examples
   * @param order_N indices into {@code data}
   * @param from first index used
   * @param negatives_N label of each example's negative, indexed as {@code data}
   */
  public void fill(Dataset data, int[] order_N, int from, int[] negatives_N) {
    int width = width();
    int offset = encoder.labels().offset();
    for (int i = 0; i < pairs; i++) {
      int index = order_N[from + i];
      float height = encoder.encode(data, index, row_I);
      put(i, offset + data.label(index), height, width);
      put(pairs + i, offset + negatives_N[index], height, width);
    }
  }

  private void put(int row, int labelInput, float height, int width) {
    row_I[labelInput] = height;
    elements.put((long) row * width, row_I, 0, width);
    row_I[labelInput] = 0;
  }

  @Override
  public int rows() {
    return 2 * pairs;
  }

  @Override
  public int blocks() {
    return inputs_BI.size();
  }

  @Override
  public int size(int block) {
    return inputs_BI.get(block).rows();
  }

  @Override
  public INDArray inputs(int block) {
    return inputs_BI.get(block);
  }

  @Override
  public INDArray polarities(int block) {
    return polarities_B1.get(block);
  }

  @Override
  public int width() {
    return encoder.inputs();
  }

  @Override
  public void close() {
    x_RI.close();
    p_R1.close();
  }
}
