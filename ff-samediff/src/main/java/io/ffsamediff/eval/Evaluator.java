package io.ffsamediff.eval;

import io.ffsamediff.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Judges a predictor on labelled examples. */
public final class Evaluator {

  private Evaluator() {}

  /** Predicts every example of {@code data} and compares with its label. */
  public static Evaluation evaluate(Predictor predictor, Dataset data) {
    return evaluate(predictor.name(), predictor.predict(data), data);
  }

  /** Compares predictions for {@code data} with its labels. */
  static Evaluation evaluate(String predictor, Predictions predictions, Dataset data) {
    int[] actual_N = data.labels();
    ConfusionMatrix confusion = ConfusionMatrix.of(actual_N, predictions.labels(), data.classes());
    List<Double> perLayer = new ArrayList<>();
    for (int l = 0; l < predictions.layers(); l++) {
      int errors =
          ConfusionMatrix.of(actual_N, predictions.layerLabels(l), data.classes()).errors();
      perLayer.add(accuracy(errors, data.size()));
    }
    return new Evaluation(
        data.name(),
        data.split().name().toLowerCase(Locale.ROOT),
        predictor,
        data.size(),
        confusion.errors(),
        accuracy(confusion.errors(), data.size()),
        perLayer,
        confusion);
  }

  private static double accuracy(int errors, int examples) {
    return (examples - errors) / (double) examples;
  }
}
