package io.ffsamediff.data;

import java.util.random.RandomGenerator;

/** A label drawn uniformly from the other classes (Hinton 2022, section 3.3). */
final class WrongLabels implements NegativeSampler {

  @Override
  public int[] sample(int[] labels_N, int classes, RandomGenerator random) {
    int[] negatives_N = new int[labels_N.length];
    for (int i = 0; i < labels_N.length; i++) {
      negatives_N[i] = (labels_N[i] + 1 + random.nextInt(classes - 1)) % classes;
    }
    return negatives_N;
  }
}
