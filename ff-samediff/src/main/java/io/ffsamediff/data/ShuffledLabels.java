package io.ffsamediff.data;

import java.util.random.RandomGenerator;

/**
 * The labels themselves in random order, as the Keras example does: the counts of the classes stay,
 * and about one negative in {@code classes} carries its true label.
 */
final class ShuffledLabels implements NegativeSampler {

  @Override
  public int[] sample(int[] labels_N, int classes, RandomGenerator random) {
    int[] negatives_N = labels_N.clone();
    Permutations.shuffle(negatives_N, random);
    return negatives_N;
  }
}
