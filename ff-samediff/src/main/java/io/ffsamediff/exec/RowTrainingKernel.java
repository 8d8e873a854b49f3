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
  void begin(int partCount) {
    super.begin(partCount);
    polarity_B1 = input(LayerGraph.POLARITY);
  }

  @Override
  void train(int row, Part part) {
    RowArithmetic.rectify(part.h_O, part.z_O);
    float coefficient = judge(part, part.h_O, polarity_B1.get(row));
    RowArithmetic.scale(part.dz_O, coefficient, part.h_O);
  }
}
