package io.ffsamediff.data;

import java.nio.FloatBuffer;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A batch of images and of hybrids made of them, without labels in the input (Hinton 2022, section
 * 3.2). The first half of a block is images, the second half a hybrid of each.
 */
public final class HybridRows implements LabelledRows {

  private final int width;
  private final List<RowRange> ranges;
  private final INDArray x_RI;
  private final INDArray p_R1;
  private final List<INDArray> inputs_BI;
  private final List<INDArray> polarities_B1;
  private final List<HostFloats> elements;
  private final int[] labels_P;
  private int revision;

  /**
   * Allocates room for {@code examples} images and as many hybrids.
   *
   * @param width inputs I of a row
   * @param blockRows rows of a block, images and hybrids
   */
  HybridRows(int examples, int width, int blockRows) {
    this.width = width;
    this.ranges = RowRange.split(examples, Math.max(1, blockRows / 2));
    this.x_RI = HostArrays.matrix(2 * examples, width);
    this.p_R1 = HostArrays.matrix(2 * examples, 1).assign(-1);
    this.inputs_BI = blocksOf(x_RI);
    this.polarities_B1 = blocksOf(p_R1);
    this.elements = inputs_BI.stream().map(HostFloats::new).toList();
    this.labels_P = new int[examples];
    polarities_B1.forEach(p_B1 -> HostArrays.rows(p_B1, 0, p_B1.rows() / 2).assign(1));
  }

  private List<INDArray> blocksOf(INDArray matrix) {
    return ranges.stream().map(r -> HostArrays.rows(matrix, 2 * r.from(), 2 * r.to())).toList();
  }

  /** Takes over what a stage holds. */
  void load(StagedHybrids stage) {
    for (int block = 0; block < ranges.size(); block++) {
      RowRange range = ranges.get(block);
      int from = range.from() * width;
      int length = range.size() * width;
      FloatBuffer x_BI = elements.get(block).write();
      x_BI.put(0, stage.images(), from, length);
      x_BI.put(length, stage.hybrids(), from, length);
    }
    for (int example = 0; example < labels_P.length; example++) {
      labels_P[example] = stage.label(example);
    }
    revision++;
  }

  @Override
  public int examples() {
    return labels_P.length;
  }

  @Override
  public int label(int example) {
    return labels_P[example];
  }

  @Override
  public int rows() {
    return 2 * labels_P.length;
  }

  @Override
  public int blocks() {
    return ranges.size();
  }

  @Override
  public int size(int block) {
    return 2 * ranges.get(block).size();
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
    return width;
  }

  @Override
  public int revision() {
    return revision;
  }

  @Override
  public void close() {
    x_RI.close();
    p_R1.close();
  }
}
