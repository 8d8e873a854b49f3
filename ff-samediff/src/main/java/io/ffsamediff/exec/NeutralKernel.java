package io.ffsamediff.exec;

import io.ffsamediff.graph.LayerGraph;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Objects;

/** Normalised activations of images with the neutral label. */
final class NeutralKernel extends RowKernel {

  private final float[] label_O;
  private final float[] row_O;
  private FloatBuffer scales_B1 = FloatBuffer.allocate(0);
  private FloatBuffer heights_B1 = FloatBuffer.allocate(0);
  private FloatBuffer normalized_BO = FloatBuffer.allocate(0);

  NeutralKernel(NeutralChain chain) {
    super(chain.spec(), chain);
    this.label_O = new float[units()];
    this.row_O = new float[units()];
  }

  @Override
  void begin() {
    scales_B1 = input(LayerGraph.IMAGE_SCALES);
    heights_B1 = input(LayerGraph.NEUTRAL_HEIGHTS);
    normalized_BO = Objects.requireNonNull(output(LayerGraph.NORMALIZED));
    Arrays.fill(label_O, 0);
    for (int label = 0; label < labels(); label++) {
      RowArithmetic.add(label_O, labelKernel(label));
    }
  }

  @Override
  void runRows(int rows) {
    FloatBuffer product_BO = input(LayerGraph.PRODUCT);
    for (int row = 0; row < rows; row++) {
      product_BO.get(row * units(), row_O);
      run(row, row_O, row_O);
    }
  }

  @Override
  void run(int row, float[] product_O, float[] h_O) {
    RowArithmetic.scale(h_O, scales_B1.get(row), product_O);
    RowArithmetic.addScaled(h_O, heights_B1.get(row), label_O);
    RowArithmetic.add(h_O, bias());
    RowArithmetic.rectify(h_O, h_O);
    float scale = (float) (1 / length(RowArithmetic.squares(h_O)));
    RowArithmetic.scale(h_O, scale, h_O);
    normalized_BO.put(row * units(), h_O);
  }

  @Override
  void end() {
    // Rows are all there is.
  }
}
