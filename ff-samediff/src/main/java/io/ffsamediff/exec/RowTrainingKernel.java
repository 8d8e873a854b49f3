package io.ffsamediff.exec;

import io.ffsamediff.graph.LayerGraph;
import java.nio.FloatBuffer;
import java.util.Set;

/** Training of rows that carry their labels and have one polarity each. */
final class RowTrainingKernel extends TrainingKernel {

  private FloatBuffer polarity_B1 = FloatBuffer.allocate(0);

  RowTrainingKernel(TrainingChain chain, Set<String> accumulated) {
    super(chain, accumulated);
  }

  @Override
  void begin() {
    super.begin();
    polarity_B1 = input(LayerGraph.POLARITY);
  }

  @Override
  void train(int row, float[] z_O, float[] h_O, float[] dz_O) {
    RowArithmetic.rectify(h_O, z_O);
    RowArithmetic.scale(dz_O, judge(h_O, polarity_B1.get(row)), h_O);
  }
}
