package io.ffsamediff.eval;

/**
 * What one predictor says of one example.
 *
 * @param predictor name of the predictor
 * @param label the class of the largest score, the first of equal ones
 * @param margin the largest score less the second largest, 0 or more
 * @param scores score of each of the C classes: goodness, logits or standard scores
 */
public record Verdict(String predictor, int label, double margin, float[] scores) {

  /** The verdict that follows from {@code scores}, of at least two classes. */
  static Verdict of(String predictor, float[] scores) {
    int best = 0;
    for (int c = 1; c < scores.length; c++) {
      best = scores[c] > scores[best] ? c : best;
    }
    double second = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < scores.length; c++) {
      second = c == best ? second : Math.max(second, scores[c]);
    }
    return new Verdict(predictor, best, scores[best] - second, scores);
  }
}
