package io.ffsamediff.eval;

import java.util.Arrays;
import java.util.List;

/**
 * Scores of every label for every example; the largest score is the prediction, the first of equal
 * ones.
 */
public final class Predictions {

  private final int examples;
  private final int classes;
  private final float[] scores_NC;
  private final List<float[]> layerScores_NC;

  /**
   * Takes over the arrays.
   *
   * @param classes number of classes C
   * @param scores_NC score by example and label
   * @param layerScores_NC the same for each layer alone, first to last
   */
  Predictions(int classes, float[] scores_NC, List<float[]> layerScores_NC) {
    this.examples = scores_NC.length / classes;
    this.classes = classes;
    this.scores_NC = scores_NC;
    this.layerScores_NC = List.copyOf(layerScores_NC);
  }

  /** Number of examples N. */
  public int examples() {
    return examples;
  }

  /** Number of classes C. */
  public int classes() {
    return classes;
  }

  /** Other scores beside the same scores of layers. */
  Predictions withScores(float[] scores_NC) {
    return new Predictions(classes, scores_NC, layerScores_NC);
  }

  /** Number of layers scored. */
  public int layers() {
    return layerScores_NC.size();
  }

  /** Score of {@code label} for example {@code index}. */
  public float score(int index, int label) {
    return scores_NC[index * classes + label];
  }

  /** Goodness of {@code label} in layer {@code layer}, from 0, for example {@code index}. */
  public float layerScore(int layer, int index, int label) {
    return layerScores_NC.get(layer)[index * classes + label];
  }

  /** Goodness by example and label in layer {@code layer}, from 0; not copied. */
  float[] scoresOfLayer(int layer) {
    return layerScores_NC.get(layer);
  }

  /** Score of each label for example {@code index}, as a new array. */
  float[] scores(int index) {
    return Arrays.copyOfRange(scores_NC, index * classes, (index + 1) * classes);
  }

  /** Goodness of each label for example {@code index}, a new array a layer, first to last. */
  List<float[]> layerScores(int index) {
    return layerScores_NC.stream()
        .map(layer -> Arrays.copyOfRange(layer, index * classes, (index + 1) * classes))
        .toList();
  }

  /** Predicted label of each example. */
  public int[] labels() {
    return largest(scores_NC);
  }

  /** Predicted label of each example by layer {@code layer}, from 0, alone. */
  public int[] layerLabels(int layer) {
    return largest(layerScores_NC.get(layer));
  }

  private int[] largest(float[] all_NC) {
    int[] labels_N = new int[examples];
    for (int i = 0; i < examples; i++) {
      int best = 0;
      for (int c = 1; c < classes; c++) {
        if (all_NC[i * classes + c] > all_NC[i * classes + best]) {
          best = c;
        }
      }
      labels_N[i] = best;
    }
    return labels_N;
  }
}
