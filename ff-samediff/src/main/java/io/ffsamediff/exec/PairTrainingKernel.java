package io.ffsamediff.exec;

import io.ffsamediff.graph.LayerGraph;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Set;

/** Training of pairs: each image once with the labels of its positive, once of its negative. */
final class PairTrainingKernel extends TrainingKernel {

  private FloatBuffer positives_BC = FloatBuffer.allocate(0);
  private FloatBuffer negatives_BC = FloatBuffer.allocate(0);

  PairTrainingKernel(TrainingChain chain, Set<String> accumulated) {
    super(chain, accumulated);
  }

  @Override
  void begin(int partCount) {
    super.begin(partCount);
    positives_BC = input(LayerGraph.POSITIVE_LABELS);
    negatives_BC = input(LayerGraph.NEGATIVE_LABELS);
  }

  @Override
  void train(int row, Part part) {
    Arrays.fill(part.dz_O, 0);
    train(row, part, positives_BC, 1);
    train(row, part, negatives_BC, -1);
  }

  private void train(int row, Part part, FloatBuffer labels_BC, double polarity) {
    activate(part.z_O, labels_BC, row, part.h_O);
    float coefficient = judge(part, part.h_O, polarity);
    RowArithmetic.addScaled(part.dz_O, coefficient, part.h_O);
    for (int label = 0; label < labels(); label++) {
      float height = labels_BC.get(row * labels() + label);
      if (height != 0) {
        RowArithmetic.addScaled(part.labelGradient_CO[label], height * coefficient, part.h_O);
      }
    }
  }
}
