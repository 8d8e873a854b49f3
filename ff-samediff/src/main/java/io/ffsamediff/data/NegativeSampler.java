package io.ffsamediff.data;

import io.ffsamediff.config.NegativesConfig;
import java.util.random.RandomGenerator;

/** Draws the label that turns an example into a negative one. */
public interface NegativeSampler {

  /**
   * Labels of the negatives of one epoch.
   *
   * @param labels_N true labels, each from 0 to {@code classes - 1}
   * @param classes number of classes, at least 2
   * @param random the epoch's stream
   * @return N labels, one for each example
   */
  int[] sample(int[] labels_N, int classes, RandomGenerator random);

  /** The sampler that {@code config} asks for. */
  static NegativeSampler of(NegativesConfig config) {
    return config instanceof NegativesConfig.Shuffled ? new ShuffledLabels() : new WrongLabels();
  }
}
