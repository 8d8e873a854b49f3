package io.ffsamediff.eval;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An example that was predicted wrongly.
 *
 * @param example its place among the examples, from 0
 * @param label its class
 * @param predicted the class that was predicted instead
 * @param labelScore the predictor's score of its class
 * @param predictedScore the score of the predicted class, no smaller
 * @param labelGoodness goodness with its label in each layer; none where labels are not tried
 * @param predictedGoodness goodness with the predicted label in each layer
 * @param pixels its picture plane after plane, row by row, 0 to 255; null for a line of a table
 */
public record Mistake(
    int example,
    int label,
    int predicted,
    double labelScore,
    double predictedScore,
    List<Double> labelGoodness,
    List<Double> predictedGoodness,
    byte @Nullable [] pixels) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if this cannot be a mistake
   */
  public Mistake {
    labelGoodness = List.copyOf(labelGoodness);
    predictedGoodness = List.copyOf(predictedGoodness);
    boolean classes = label >= 0 && predicted >= 0 && label != predicted;
    if (example < 0 || !classes || labelGoodness.size() != predictedGoodness.size()) {
      throw new IllegalArgumentException("example %d is no mistake".formatted(example));
    }
  }

  /** By how much the predicted class was preferred; 0 or more. */
  public double margin() {
    return predictedScore - labelScore;
  }
}
