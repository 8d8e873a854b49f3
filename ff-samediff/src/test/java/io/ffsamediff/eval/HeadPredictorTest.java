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

class HeadPredictorTest {

  @Test
  void predict_trainedNetwork_learnsTheBandsByEveryPredictor() {
    RunConfig config =
        Runs.interleaved(
            "training.epochs=200", "evaluation={\"predictor\": \"head\", \"layers\": [2, 3]}");
    Dataset test = TinyDatasets.bands(Split.TEST, 600, 99);
    try (Runs.Session session = new Runs.Session(config)) {
      session.run();
      RowEncoder encoder = RowEncoder.of(config, test);
      try (Predictors predictors = new Predictors(session.network, encoder, config)) {
        assertThat(predictors.all().stream().map(Predictor::name))
            .containsExactly("head", "goodness", "combined");
        for (Predictor predictor : predictors.all()) {
          assertThat(Evaluator.evaluate(predictor, test).accuracy())
              .as(predictor.name())
              .isGreaterThan(0.95);
        }
        assertThat(Evaluator.evaluate(predictors.usual(), test).perLayer()).isEmpty();
      }
    }
  }

  @Test
  void predict_trainedWithoutLabels_readsTheBandsOut() {
    RunConfig config = Runs.unlabelled("training.epochs=100");
    Dataset test = TinyDatasets.bands(Split.TEST, 600, 99);
    RowEncoder encoder = RowEncoder.of(config, test);
    try (Runs.Session session = new Runs.Session(config);
        Predictors predictors = new Predictors(session.network, encoder, config)) {
      session.run();

      assertThat(predictors.all().stream().map(Predictor::name)).containsExactly("head");
      assertThat(Evaluator.evaluate(predictors.usual(), test).accuracy()).isGreaterThan(0.9);
    }
  }

  @Test
  void predict_moreExamplesThanABlock_givesEachItsOwnScores() {
    RunConfig config = Runs.interleaved("training.epochs=2");
    Dataset many = TinyDatasets.bands(Split.TEST, 1100, 2);
    try (Runs.Session session = new Runs.Session(config)) {
      session.run();
      try (HeadPredictor head =
          HeadPredictor.ofHead(session.network, RowEncoder.of(config, many), Predictors.MANY)) {
        Predictions all = head.predict(many);
        Predictions few = head.predict(many.first(600));

        assertThat(all.examples()).isEqualTo(1100);
        for (int i = 0; i < 600; i++) {
          assertThat(few.score(i, 1)).isEqualTo(all.score(i, 1));
        }
        assertThat(all.score(1050, 1)).isNotEqualTo(all.score(26, 1));
      }
    }
  }

  @Test
  void combine_twoPredictions_addsStandardScores() {
    Predictions first = new Predictions(3, new float[] {1, 2, 3, 5, 5, 5}, List.of());
    Predictions second = new Predictions(3, new float[] {100, 0, 50, 0, 0, 9}, List.of());

    Predictions both = CombinedPredictor.combine(first, second);

    double unit = Math.sqrt(1.5);
    assertThat((double) both.score(0, 0)).isCloseTo(-unit + unit, within(1e-6));
    assertThat((double) both.score(0, 1)).isCloseTo(-unit, within(1e-6));
    assertThat((double) both.score(0, 2)).isCloseTo(unit, within(1e-6));
    assertThat(both.labels()).containsExactly(2, 2);
  }

  @Test
  void of_networkWithoutHead_hasOnlyGoodness() {
    RunConfig config = Runs.config();
    Dataset data = Runs.data();
    try (Runs.Session session = new Runs.Session(config);
        Predictors predictors =
            new Predictors(session.network, RowEncoder.of(config, data), config)) {
      assertThat(predictors.all()).hasSize(1);
      assertThat(predictors.of(PredictorKind.HEAD)).isEmpty();
      assertThat(predictors.usual().name()).isEqualTo("goodness");
    }
  }
}
