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
  void begin() {
    super.begin();
    positives_BC = input(LayerGraph.POSITIVE_LABELS);
    negatives_BC = input(LayerGraph.NEGATIVE_LABELS);
  }

  @Override
  void train(int row, float[] z_O, float[] h_O, float[] dz_O) {
    Arrays.fill(dz_O, 0);
    train(row, z_O, h_O, dz_O, positives_BC, 1);
    train(row, z_O, h_O, dz_O, negatives_BC, -1);
  }

  private void train(
      int row, float[] z_O, float[] h_O, float[] dz_O, FloatBuffer labels_BC, double polarity) {
    activate(z_O, labels_BC, row, h_O);
    float coefficient = judge(h_O, polarity);
    RowArithmetic.addScaled(dz_O, coefficient, h_O);
    for (int label = 0; label < labels(); label++) {
      float height = labels_BC.get(row * labels() + label);
      if (height != 0) {
        addLabelGradient(label, height * coefficient, h_O);
      }
    }
  }
}
