package io.ffsamediff.exec;

import io.ffsamediff.graph.LayerGraph;
import java.nio.FloatBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Training of rows that carry their labels and have one polarity each, each judged by itself. */
final class RowTrainingKernel extends TrainingKernel {

  private final float[] dz_O;
  private FloatBuffer polarity_B1 = FloatBuffer.allocate(0);
  private @Nullable FloatBuffer normalized_BO;

  RowTrainingKernel(TrainingChain chain, Set<String> accumulated) {
    super(chain, accumulated);
    this.dz_O = new float[units()];
  }

  @Override
  void begin() {
    super.begin();
    polarity_B1 = input(LayerGraph.POLARITY);
    normalized_BO = output(LayerGraph.NORMALIZED);
  }

  @Override
  void run(int row, float[] z_O, float[] h_O) {
    RowArithmetic.rectify(h_O, z_O);
    double squares = RowArithmetic.squares(h_O);
    float polarity = polarity_B1.get(row);
    RowArithmetic.scale(dz_O, loss().judge(squares, polarity), h_O);
    if (polarity > 0) {
      normalizePeers(h_O, dz_O);
    }
    put(row, dz_O);
    handOn(normalized_BO, row, h_O, squares);
  }
}
