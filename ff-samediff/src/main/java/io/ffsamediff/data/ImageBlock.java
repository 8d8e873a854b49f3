package io.ffsamediff.data;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A block of examples without labels, for a prediction that tries every label on them. */
public final class ImageBlock implements AutoCloseable {

  private final RowEncoder encoder;
  private final INDArray x_BI;
  private final INDArray heights_B1;
  private final HostFloats elements;
  private final HostFloats heights;
  private final INDArray neutralScales_B1;
  private final INDArray neutralHeights_B1;
  private final HostFloats neutralScales;
  private final HostFloats neutralHeights;
  private final float[] row_I;

  /** Allocates a block of {@code rows} examples. */
  public ImageBlock(int rows, RowEncoder encoder) {
    this.encoder = encoder;
    this.x_BI = HostArrays.matrix(rows, encoder.inputs());
    this.heights_B1 = HostArrays.matrix(rows, 1);
    this.elements = new HostFloats(x_BI);
    this.heights = new HostFloats(heights_B1);
    this.neutralScales_B1 = HostArrays.matrix(rows, 1);
    this.neutralHeights_B1 = HostArrays.matrix(rows, 1);
    this.neutralScales = new HostFloats(neutralScales_B1);
    this.neutralHeights = new HostFloats(neutralHeights_B1);
    this.row_I = new float[encoder.inputs()];
  }

  /**
   * Fills the block from example {@code from} on; rows beyond the last example keep what they had.
   *
   * @return rows filled
   */
  public int fill(Dataset data, int from) {
    int count = Math.min(x_BI.rows(), data.size() - from);
    for (int i = 0; i < count; i++) {
      put(i, encoder.encode(data, from + i, row_I, 0));
    }
    return count;
  }

  /**
   * Fills the block with the images of a batch, as {@link #fill(Dataset, int)} does. Several blocks
   * may be filled with different images at the same time.
   *
   * @return rows filled
   */
  public int fill(PairRows batch, int from) {
    int count = Math.min(x_BI.rows(), batch.examples() - from);
    for (int i = 0; i < count; i++) {
      put(i, batch.image(from + i, row_I));
    }
    return count;
  }

  /** Puts {@code row_I} into the block, whose label has the given normalised height. */
  private void put(int row, float height) {
    heights.write().put(row, height);
    neutralScales.write().put(row, (float) encoder.neutralScale(height));
    neutralHeights.write().put(row, (float) encoder.neutralHeight(height));
    elements.write().put(row * row_I.length, row_I, 0, row_I.length);
  }

  /** The normalised inputs, zeros where the label goes. */
  public INDArray inputs() {
    return x_BI;
  }

  /** The normalised height of each example's label, {@code v_B1}. */
  public INDArray labelHeights() {
    return heights_B1;
  }

  /** What scales each image when it carries the neutral label, {@code s_B1}. */
  public INDArray neutralScales() {
    return neutralScales_B1;
  }

  /** The normalised height of each label input of the neutral label, {@code v_B1}. */
  public INDArray neutralHeights() {
    return neutralHeights_B1;
  }

  @Override
  public void close() {
    neutralScales_B1.close();
    neutralHeights_B1.close();
    x_BI.close();
    heights_B1.close();
  }
}
