package io.ffsamediff.eval;

import io.ffsamediff.config.EvaluationConfig.PredictorKind;
import io.ffsamediff.data.Dataset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Predicts examples and tells why: each label's goodness in each layer, and every score. */
public final class Explainer {

  private final Predictors predictors;
  private final Predictor first;

  /**
   * Explains by predictors, which are closed by their owner.
   *
   * @param first the one of them whose verdict comes first
   */
  public Explainer(Predictors predictors, Predictor first) {
    this.predictors = predictors;
    this.first = first;
  }

  /** Explains every example of {@code data}; their labels are not looked at. */
  public List<Explanation> explain(Dataset data) {
    Map<PredictorKind, Predictions> all = predict(data);
    List<Explanation> explanations = new ArrayList<>();
    for (int i = 0; i < data.size(); i++) {
      explanations.add(explanation(all, i));
    }
    return explanations;
  }

  /** As each predictor would, but what the combined one adds up is computed once. */
  private Map<PredictorKind, Predictions> predict(Dataset data) {
    Map<PredictorKind, Predictions> all = new EnumMap<>(PredictorKind.class);
    for (PredictorKind kind : List.of(PredictorKind.GOODNESS, PredictorKind.HEAD)) {
      predictors.of(kind).ifPresent(predictor -> all.put(kind, predictor.predict(data)));
    }
    Predictions goodness = all.get(PredictorKind.GOODNESS);
    Predictions head = all.get(PredictorKind.HEAD);
    if (goodness != null && head != null) {
      all.put(PredictorKind.COMBINED, CombinedPredictor.combine(goodness, head));
    }
    return all;
  }

  private Explanation explanation(Map<PredictorKind, Predictions> all, int index) {
    List<Verdict> verdicts = new ArrayList<>();
    all.forEach(
        (kind, predictions) -> {
          Predictor predictor = predictors.of(kind).orElseThrow();
          Verdict verdict = Verdict.of(predictor.name(), predictions.scores(index));
          verdicts.add(predictor == first ? 0 : verdicts.size(), verdict);
        });
    Predictions goodness = all.get(PredictorKind.GOODNESS);
    Predictions head = all.get(PredictorKind.HEAD);
    return new Explanation(
        verdicts,
        goodness == null ? List.of() : goodness.layerScores(index),
        Optional.ofNullable(head).map(logits -> softmax(logits.scores(index))));
  }

  /** {@code exp(z) / sum exp(z)}, with the largest z taken off first. */
  private static float[] softmax(float[] logits_C) {
    double largest = Double.NEGATIVE_INFINITY;
    for (float logit : logits_C) {
      largest = Math.max(largest, logit);
    }
    double sum = 0;
    for (float logit : logits_C) {
      sum += Math.exp(logit - largest);
    }
    float[] probabilities_C = new float[logits_C.length];
    for (int c = 0; c < logits_C.length; c++) {
      probabilities_C[c] = (float) (Math.exp(logits_C[c] - largest) / sum);
    }
    return probabilities_C;
  }
}
