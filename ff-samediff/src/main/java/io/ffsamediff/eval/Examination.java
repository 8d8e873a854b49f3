package io.ffsamediff.eval;

import io.ffsamediff.data.Dataset;
import io.ffsamediff.graph.LayerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A network judged in all its ways to predict.
 *
 * @param evaluations that of the run's default predictor, then those of any others
 * @param insights what is behind them
 */
public record Examination(List<Evaluation> evaluations, Insights insights) {

  /** Copies the list. */
  public Examination {
    evaluations = List.copyOf(evaluations);
  }

  /**
   * Has every predictor predict {@code data} once.
   *
   * @param layers the network's layers
   */
  public static Examination of(Predictors predictors, List<LayerSpec> layers, Dataset data) {
    Map<String, Predictions> all = predictors.predict(data);
    List<Evaluation> evaluations = new ArrayList<>();
    all.forEach((name, made) -> evaluations.add(Evaluator.evaluate(name, made, data)));
    Predictions usual = all.values().iterator().next();
    Predictions byLayer =
        all.values().stream().filter(made -> made.layers() > 0).findFirst().orElse(null);
    return new Examination(
        evaluations, new InsightsMaker(data, usual, byLayer).make(evaluations.get(0), layers));
  }
}
