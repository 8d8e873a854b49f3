package io.ffsamediff.data;

import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;

/**
 * A wrong label drawn in proportion to a weight of each label, such as the probability that a
 * classifier gives it (Hinton's Matlab code, {@code choosefrom.m}).
 */
public final class HardLabels {

  private HardLabels() {}

  /**
   * Draws one label.
   *
   * @param weights_BC weights of each row's labels, 0 or more; those of true labels do not matter
   * @param row the row
   * @param classes number of classes C, at least 2
   * @param truth the true label, which is never drawn
   * @return a label from 0 to C - 1; where no wrong label has a weight, each is as likely
   */
  public static int draw(
      FloatBuffer weights_BC, int row, int classes, int truth, RandomGenerator random) {
    double sum = 0;
    for (int label = 0; label < classes; label++) {
      sum += label == truth ? 0 : weights_BC.get(row * classes + label);
    }
    double left = random.nextDouble() * sum;
    if (!(sum > 0) || Double.isInfinite(sum)) {
      return (truth + 1 + random.nextInt(classes - 1)) % classes;
    }
    int last = truth;
    for (int label = 0; label < classes; label++) {
      float weight = label == truth ? 0 : weights_BC.get(row * classes + label);
      if (weight > 0) {
        last = label;
        left -= weight;
        if (left < 0) {
          return label;
        }
      }
    }
    return last;
  }
}
