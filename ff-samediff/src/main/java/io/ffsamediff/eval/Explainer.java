package io.ffsamediff.eval;

import io.ffsamediff.config.EvaluationConfig.PredictorKind;
import io.ffsamediff.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    Map<String, Predictions> all = predictors.predict(data);
    List<Explanation> explanations = new ArrayList<>();
    for (int i = 0; i < data.size(); i++) {
      explanations.add(explanation(all, i));
    }
    return explanations;
  }

  private Explanation explanation(Map<String, Predictions> all, int index) {
    List<Verdict> verdicts = new ArrayList<>();
    all.forEach(
        (name, predictions) ->
            verdicts.add(
                name.equals(first.name()) ? 0 : verdicts.size(),
                Verdict.of(name, predictions.scores(index))));
    Predictions goodness = of(PredictorKind.GOODNESS, all);
    Predictions head = of(PredictorKind.HEAD, all);
    return new Explanation(
        verdicts,
        goodness == null ? List.of() : goodness.layerScores(index),
        Optional.ofNullable(head).map(logits -> softmax(logits.scores(index))));
  }

  private @Nullable Predictions of(PredictorKind kind, Map<String, Predictions> all) {
    return predictors.of(kind).map(predictor -> all.get(predictor.name())).orElse(null);
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
