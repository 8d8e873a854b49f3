package io.ffsamediff.data;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * All examples as one batch of the first layer. There is one float copy of the examples: a block is
 * shown with its true labels, then with its negative labels, by moving the label within its row.
 * Even blocks are positive, odd blocks negative.
 */
public final class FullBatchRows implements RowBlocks, AutoCloseable {

  private static final int NO_LABEL = -1;

  private final Dataset data;
  private final int width;
  private final int labelOffset;
  private final INDArray x_NI;
  private final FloatIndexer elements;
  private final float[] heights_N;
  private final int[] shown_N;
  private final List<RowRange> ranges;
  private final List<INDArray> inputs_BI;
  private final INDArray ones_B1;
  private final INDArray minusOnes_B1;
  private final List<INDArray> positive_B1;
  private final List<INDArray> negative_B1;
  private int[] negatives_N;

  /**
   * Encodes the examples.
   *
   * @param data the examples, N of them
   * @param encoder how they become rows
   * @param blockRows examples of a block
   */
  public FullBatchRows(Dataset data, RowEncoder encoder, int blockRows) {
    this.data = data;
    this.width = encoder.inputs();
    this.labelOffset = encoder.labels().offset();
    this.x_NI = HostArrays.matrix(data.size(), width);
    this.elements = HostArrays.elements(x_NI);
    this.heights_N = new float[data.size()];
    this.shown_N = new int[data.size()];
    Arrays.fill(shown_N, NO_LABEL);
    this.negatives_N = data.labels();
    float[] row_I = new float[width];
    for (int i = 0; i < data.size(); i++) {
      heights_N[i] = encoder.encode(data, i, row_I);
      elements.put((long) i * width, row_I, 0, width);
    }
    this.ranges = RowRange.split(data.size(), blockRows);
    this.inputs_BI = ranges.stream().map(r -> HostArrays.rows(x_NI, r.from(), r.to())).toList();
    int largest = ranges.get(0).size();
    this.ones_B1 = HostArrays.matrix(largest, 1).assign(1);
    this.minusOnes_B1 = HostArrays.matrix(largest, 1).assign(-1);
    this.positive_B1 = ranges.stream().map(r -> HostArrays.rows(ones_B1, 0, r.size())).toList();
    this.negative_B1 =
        ranges.stream().map(r -> HostArrays.rows(minusOnes_B1, 0, r.size())).toList();
  }

  /** Takes the label of each example's negative for the passes to come. */
  public void setNegatives(int[] negatives_N) {
    this.negatives_N = negatives_N.clone();
  }

  @Override
  public int rows() {
    return 2 * data.size();
  }

  @Override
  public int blocks() {
    return 2 * ranges.size();
  }

  @Override
  public int size(int block) {
    return ranges.get(block / 2).size();
  }

  @Override
  public INDArray inputs(int block) {
    RowRange range = ranges.get(block / 2);
    boolean positive = isPositive(block);
    for (int i = range.from(); i < range.to(); i++) {
      show(i, positive ? data.label(i) : negatives_N[i]);
    }
    return inputs_BI.get(block / 2);
  }

  private void show(int index, int label) {
    int shown = shown_N[index];
    if (shown == label) {
      return;
    }
    long start = (long) index * width + labelOffset;
    if (shown != NO_LABEL) {
      elements.put(start + shown, 0f);
    }
    elements.put(start + label, heights_N[index]);
    shown_N[index] = label;
  }

  @Override
  public INDArray polarities(int block) {
    return (isPositive(block) ? positive_B1 : negative_B1).get(block / 2);
  }

  private static boolean isPositive(int block) {
    return block % 2 == 0;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public void close() {
    x_NI.close();
    ones_B1.close();
    minusOnes_B1.close();
  }
}
