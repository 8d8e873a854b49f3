package io.ffsamediff.exec;

import io.ffsamediff.graph.LayerGraph;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Training of pairs: each image once with the labels of its positive, once of its negative. */
final class PairTrainingKernel extends TrainingKernel {

  private final float[] dz_O;
  private final float[] dzSide_O;
  private final float[] hNegative_O;
  private FloatBuffer positives_BC = FloatBuffer.allocate(0);
  private FloatBuffer negatives_BC = FloatBuffer.allocate(0);
  private @Nullable FloatBuffer positive_BO;
  private @Nullable FloatBuffer negative_BO;

  PairTrainingKernel(TrainingChain chain, Set<String> accumulated) {
    super(chain, accumulated);
    this.dz_O = new float[units()];
    this.dzSide_O = new float[units()];
    this.hNegative_O = new float[units()];
  }

  @Override
  void begin() {
    super.begin();
    positives_BC = input(LayerGraph.POSITIVE_LABELS);
    negatives_BC = input(LayerGraph.NEGATIVE_LABELS);
    positive_BO = output(LayerGraph.NORMALIZED_POSITIVE);
    negative_BO = output(LayerGraph.NORMALIZED_NEGATIVE);
  }

  @Override
  void run(int row, float[] z_O, float[] h_O) {
    Arrays.fill(dz_O, 0);
    activate(z_O, positives_BC, row, h_O);
    activate(z_O, negatives_BC, row, hNegative_O);
    double squaresPositive = RowArithmetic.squares(h_O);
    double squaresNegative = RowArithmetic.squares(hNegative_O);
    float onPositive;
    float onNegative;
    if (spec().comparesPairs()) {
      onPositive = loss().judgePair(squaresPositive, squaresNegative);
      onNegative = -onPositive;
    } else {
      onPositive = loss().judge(squaresPositive, 1);
      onNegative = loss().judge(squaresNegative, -1);
    }
    addSide(row, positives_BC, onPositive, h_O, true);
    addSide(row, negatives_BC, onNegative, hNegative_O, false);
    put(row, dz_O);
    handOn(positive_BO, row, h_O, squaresPositive);
    handOn(negative_BO, row, hNegative_O, squaresNegative);
  }

  /** Adds the gradient of a side to that of the image and of the side's labels. */
  private void addSide(
      int row, FloatBuffer labels_BC, float coefficient, float[] h_O, boolean positive) {
    if (positive && spec().normalizesPeers()) {
      RowArithmetic.scale(dzSide_O, coefficient, h_O);
      normalizePeers(h_O, dzSide_O);
      addSide(row, labels_BC, 1, dzSide_O);
    } else {
      addSide(row, labels_BC, coefficient, h_O);
    }
  }

  private void addSide(int row, FloatBuffer labels_BC, float factor, float[] side_O) {
    RowArithmetic.addScaled(dz_O, factor, side_O);
    for (int label = 0; label < labels(); label++) {
      float height = labels_BC.get(row * labels() + label);
      if (height != 0) {
        addLabelGradient(label, height * factor, side_O);
      }
    }
  }
}
