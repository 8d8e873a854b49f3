package io.ffsamediff.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ffsamediff.config.EvaluationConfig.PredictorKind;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.Dataset.Split;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.data.TinyDatasets;
import io.ffsamediff.train.Runs;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplainerTest {

  private static final Dataset TEST = TinyDatasets.bands(Split.TEST, 40, 7);

  @Test
  void explain_everyPredictor_hasTheScoresOfTheEvaluation() {
    RunConfig config =
        Runs.interleaved("training.epochs=20", "evaluation={\"layers\": [2, 3], \"every\": 20}");
    try (Runs.Session session = new Runs.Session(config)) {
      session.run();
      RowEncoder encoder = RowEncoder.of(config, TEST);
      try (Predictors judges = new Predictors(session.network, encoder, config);
          Predictors few = new Predictors(session.network, encoder, config, 1)) {
        List<Explanation> explanations =
            new Explainer(few, few.of(PredictorKind.COMBINED).orElseThrow()).explain(TEST);

        assertThat(explanations).hasSize(TEST.size());
        for (PredictorKind kind : PredictorKind.values()) {
          Predictor judge = judges.of(kind).orElseThrow();
          Predictions judged = judge.predict(TEST);
          for (int i = 0; i < TEST.size(); i++) {
            Verdict verdict = verdict(explanations.get(i), judge.name());
            assertThat(verdict.label()).isEqualTo(judged.labels()[i]);
            assertThat(verdict.scores()).containsExactly(judged.scores(i), within(1e-5f));
          }
        }
        Predictions goodness = judges.of(PredictorKind.GOODNESS).orElseThrow().predict(TEST);
        for (int layer = 0; layer < 3; layer++) {
          assertThat(explanations.get(9).goodness().get(layer))
              .containsExactly(goodness.layerScores(9).get(layer), within(1e-5f));
        }
      }
    }
  }

  private static Verdict verdict(Explanation explanation, String predictor) {
    return explanation.verdicts().stream()
        .filter(verdict -> verdict.predictor().equals(predictor))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void explain_goodness_isTheSumOfTheChosenLayers() {
    RunConfig config = Runs.interleaved("evaluation={\"layers\": [2, 3]}");
    Explanation explanation = explain(config, PredictorKind.GOODNESS).get(3);
    List<float[]> layers = explanation.goodness();

    for (int label = 0; label < TinyDatasets.CLASSES; label++) {
      assertThat(explanation.verdict().scores()[label])
          .isEqualTo(layers.get(1)[label] + layers.get(2)[label]);
    }
  }

  @Test
  void explain_head_hasProbabilitiesThatAddUpToOne() {
    Explanation explanation = explain(Runs.interleaved(), PredictorKind.HEAD).get(0);
    float[] probabilities = explanation.probabilities().orElseThrow();

    assertThat(explanation.verdicts().stream().map(Verdict::predictor))
        .containsExactly("head", "goodness", "combined");
    float[] logits = explanation.verdict().scores();
    double sum = 0;
    for (int c = 0; c < logits.length; c++) {
      assertThat(probabilities[c] / probabilities[0])
          .isCloseTo((float) Math.exp(logits[c] - logits[0]), within(1e-4f));
      sum += probabilities[c];
    }
    assertThat(sum).isCloseTo(1, within(1e-6));
  }

  @Test
  void explain_networkWithoutHead_hasNoProbabilities() {
    Explanation explanation = explain(Runs.config(), PredictorKind.GOODNESS).get(0);

    assertThat(explanation.probabilities()).isEmpty();
    assertThat(explanation.verdicts()).hasSize(1);
    assertThat(explanation.goodness()).hasSize(2);
  }

  @Test
  void explain_networksWithoutLabelInputs_haveProbabilitiesOnly() {
    for (RunConfig config : List.of(Runs.unlabelled(), Runs.backprop())) {
      Explanation explanation = explain(config, PredictorKind.HEAD).get(0);

      assertThat(explanation.goodness()).isEmpty();
      assertThat(explanation.probabilities()).isPresent();
      assertThat(explanation.verdict().predictor()).isEqualTo("head");
    }
  }

  private static List<Explanation> explain(RunConfig config, PredictorKind first) {
    try (Runs.Session session = new Runs.Session(config);
        Predictors predictors =
            new Predictors(session.network, RowEncoder.of(config, TEST), config, 2)) {
      return new Explainer(predictors, predictors.of(first).orElseThrow()).explain(TEST.first(5));
    }
  }

  @Test
  void of_scores_isTheFirstOfTheLargestWithItsLeadOverTheNext() {
    Verdict clear = Verdict.of("goodness", new float[] {1, 4, 2.5f});
    Verdict even = Verdict.of("goodness", new float[] {1, 3, 3});

    assertThat(clear.label()).isEqualTo(1);
    assertThat(clear.margin()).isEqualTo(1.5);
    assertThat(even.label()).isEqualTo(1);
    assertThat(even.margin()).isZero();
  }
}
