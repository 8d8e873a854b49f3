package io.ffsamediff.bench;

import java.util.Locale;

/**
 * Two devices' traces of one training side by side.
 *
 * @param steps how many losses were compared
 * @param largestDifference largest relative difference of two losses of one step
 * @param samePredictions share of test examples for which both predict the same label, 0 to 1
 * @param agrees whether that is as little and as much as it should be
 */
public record DeviceComparison(
    int steps, double largestDifference, double samePredictions, boolean agrees) {

  /** What the order of sums in float32 may do to the loss of the first steps. */
  static final double LOSS_TOLERANCE = 1e-3;

  /** What it may do to close decisions. */
  static final double LEAST_SAME = 0.999;

  /**
   * Compares. What factors rounded to TF32 do is far less than what is allowed.
   *
   * @throws IllegalArgumentException if the traces are of different trainings
   */
  public static DeviceComparison of(DeviceTrace one, DeviceTrace other) {
    int steps = one.losses().size();
    int examples = one.labels().size();
    if (other.losses().size() != steps || other.labels().size() != examples) {
      throw new IllegalArgumentException(
          "expected traces of one training, received %d and %d losses, %d and %d predictions"
              .formatted(steps, other.losses().size(), examples, other.labels().size()));
    }
    double largest = 0;
    for (int step = 0; step < steps; step++) {
      double expected = one.losses().get(step);
      // A loss that is no number counts as infinitely far.
      double difference = Math.abs(other.losses().get(step) - expected) / Math.abs(expected);
      largest = Math.max(largest, Double.isNaN(difference) ? Double.MAX_VALUE : difference);
    }
    int same = 0;
    for (int example = 0; example < examples; example++) {
      same += one.labels().get(example).equals(other.labels().get(example)) ? 1 : 0;
    }
    double share = (double) same / examples;
    return new DeviceComparison(
        steps, largest, share, largest <= LOSS_TOLERANCE && share >= LEAST_SAME);
  }

  /** As in {@code largest relative difference of a loss 0.00012 in 20 steps, ...}. */
  public String words() {
    return String.format(
        Locale.ROOT,
        "largest relative difference of a loss %.2g in %d steps, %.2f %% of predictions the same",
        largestDifference,
        steps,
        100 * samePredictions);
  }
}
