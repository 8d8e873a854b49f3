package io.ffsamediff.eval;

import io.ffsamediff.data.Dataset;

/**
 * Adds up the standard scores of two predictors: of an example's C scores, each less their mean and
 * divided by their standard deviation, so that goodness and logits weigh the same.
 */
public final class CombinedPredictor implements Predictor {

  private final Predictor first;
  private final Predictor second;

  /** Of two predictors, which are closed by their owner; the layers' scores are the first's. */
  public CombinedPredictor(Predictor first, Predictor second) {
    this.first = first;
    this.second = second;
  }

  @Override
  public String name() {
    return "combined";
  }

  @Override
  public Predictions predict(Dataset data) {
    return combine(first.predict(data), second.predict(data));
  }

  /** The sum of the standard scores of both. */
  static Predictions combine(Predictions first, Predictions second) {
    float[] scores_NC = new float[first.examples() * first.classes()];
    for (int example = 0; example < first.examples(); example++) {
      addStandardScores(first, example, scores_NC);
      addStandardScores(second, example, scores_NC);
    }
    return first.withScores(scores_NC);
  }

  private static void addStandardScores(Predictions from, int example, float[] scores_NC) {
    int classes = from.classes();
    double sum = 0;
    double squares = 0;
    for (int label = 0; label < classes; label++) {
      sum += from.score(example, label);
    }
    double mean = sum / classes;
    for (int label = 0; label < classes; label++) {
      double distance = from.score(example, label) - mean;
      squares += distance * distance;
    }
    double deviation = Math.sqrt(squares / classes);
    for (int label = 0; label < classes; label++) {
      double distance = from.score(example, label) - mean;
      scores_NC[example * classes + label] += (float) (deviation == 0 ? 0 : distance / deviation);
    }
  }

  @Override
  public void close() {
    // Its two predictors belong to others.
  }
}
