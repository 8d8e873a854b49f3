package io.ffsamediff.eval;

import java.util.List;

/**
 * What an evaluation found; immutable and free of ND4J.
 *
 * @param data name of the data set
 * @param split {@code train} or {@code test}
 * @param predictor name of the predictor
 * @param examples examples judged
 * @param errors wrong predictions
 * @param accuracy right predictions over examples, 0 to 1
 * @param perLayer accuracy of each layer's goodness alone, first to last
 * @param confusion true class by predicted class
 */
public record Evaluation(
    String data,
    String split,
    String predictor,
    int examples,
    int errors,
    double accuracy,
    List<Double> perLayer,
    ConfusionMatrix confusion) {

  /** Copies the list. */
  public Evaluation {
    perLayer = List.copyOf(perLayer);
  }
}
