package io.ffsamediff.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ffsamediff.config.EvaluationConfig.LayerSelection;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.Dataset.Split;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.data.TinyDatasets;
import io.ffsamediff.data.TrainTest;
import io.ffsamediff.graph.LayerParameters;
import io.ffsamediff.graph.ReferenceLayer;
import io.ffsamediff.train.FFNetwork;
import io.ffsamediff.train.RandomStreams;
import io.ffsamediff.train.Runs;
import io.ffsamediff.train.Validation;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoodnessPredictorTest {

  private static final LayerSelection ALL = new LayerSelection.All();

  static Stream<RunConfig> configs() {
    return Stream.of(
        Runs.config(),
        Runs.miniBatches(),
        Runs.config("labels.type=append", "network.layers.0.useBias=false"),
        Runs.config("network.layers=[{\"units\": 5}]"));
  }

  @ParameterizedTest
  @MethodSource("configs")
  void predict_everyLabel_hasTheGoodnessOfTheReference(RunConfig config) {
    Dataset data = TinyDatasets.bands(Split.TEST, 7, 2);
    RowEncoder encoder = RowEncoder.of(config, data);
    try (FFNetwork network = network(config, encoder);
        Predictor predictor = new GoodnessPredictor(network, encoder, ALL)) {
      Predictions predictions = predictor.predict(data);

      for (int i = 0; i < data.size(); i++) {
        for (int label = 0; label < TinyDatasets.CLASSES; label++) {
          double[] goodness =
              goodness(
                  network,
                  TinyDatasets.reference(
                      data, i, label, encoder, config.network().inputNormalization()));
          double sum = 0;
          for (int l = 0; l < goodness.length; l++) {
            sum += goodness[l];
            assertThat((double) predictions.layerScore(l, i, label))
                .isCloseTo(goodness[l], within(1e-5 * Math.max(1, goodness[l])));
          }
          assertThat((double) predictions.score(i, label))
              .isCloseTo(sum, within(1e-5 * Math.max(1, sum)));
        }
      }
    }
  }

  private static double[] goodness(FFNetwork network, double[] input) {
    double[] goodness = new double[network.layers().size()];
    double[] x = input;
    for (int l = 0; l < goodness.length; l++) {
      LayerParameters layer = network.layers().get(l);
      float[] values = layer.toArray();
      ReferenceLayer reference =
          new ReferenceLayer(
              layer.spec(),
              IntStream.range(0, values.length).mapToDouble(p -> values[p]).toArray());
      double[] h = reference.activations(x);
      goodness[l] = reference.goodness(h);
      double squares = 0;
      for (double value : h) {
        squares += value * value;
      }
      double length =
          switch (layer.spec().normalization()) {
            case L2 -> Math.sqrt(squares) + 1e-4;
            case RMS -> Math.sqrt(squares / h.length) + 1e-8;
            case NONE -> 1;
          };
      for (int o = 0; o < h.length; o++) {
        h[o] /= length;
      }
      x = h;
    }
    return goodness;
  }

  @Test
  void predict_moreExamplesThanABlock_givesEachItsOwnScores() {
    RunConfig config = Runs.config();
    Dataset many = TinyDatasets.bands(Split.TEST, 1100, 2);
    RowEncoder encoder = RowEncoder.of(config, many);
    try (FFNetwork network = network(config, encoder);
        Predictor predictor = new GoodnessPredictor(network, encoder, ALL)) {
      Predictions all = predictor.predict(many);
      Predictions few = predictor.predict(many.first(600));

      assertThat(all.examples()).isEqualTo(1100);
      for (int i = 0; i < 600; i++) {
        assertThat(few.score(i, 1)).isEqualTo(all.score(i, 1));
      }
      assertThat(all.score(1050, 1)).isNotEqualTo(all.score(26, 1));
    }
  }

  @Test
  void predict_chosenLayers_addOnlyTheirGoodness() {
    RunConfig config = Runs.config();
    Dataset data = TinyDatasets.bands(Split.TEST, 5, 2);
    RowEncoder encoder = RowEncoder.of(config, data);
    try (FFNetwork network = network(config, encoder);
        Predictor second =
            new GoodnessPredictor(network, encoder, new LayerSelection.Of(List.of(2)))) {
      Predictions predictions = second.predict(data);

      assertThat(predictions.layers()).isEqualTo(2);
      assertThat(predictions.score(3, 2)).isEqualTo(predictions.layerScore(1, 3, 2));
      assertThat(predictions.labels()).isEqualTo(predictions.layerLabels(1));
    }
  }

  @Test
  void evaluate_trainedNetwork_learnsTheBands() {
    RunConfig config = Runs.config("training.epochs=60");
    try (Runs.Session session = new Runs.Session(config)) {
      session.run();
      Dataset test = TinyDatasets.bands(Split.TEST, 200, 99);
      RowEncoder encoder = RowEncoder.of(config, test);
      try (Predictor predictor = new GoodnessPredictor(session.network, encoder, ALL)) {
        Evaluation evaluation = Evaluator.evaluate(predictor, test);

        assertThat(evaluation.accuracy()).isGreaterThan(0.95);
        assertThat(evaluation.errors()).isEqualTo(evaluation.confusion().errors());
        assertThat(evaluation.examples()).isEqualTo(200);
        assertThat(evaluation.split()).isEqualTo("test");
        assertThat(evaluation.predictor()).isEqualTo("goodness");
        assertThat(evaluation.perLayer()).hasSize(2).allMatch(a -> a > 0.7 && a <= 1);
        Validation.Errors errors =
            new TrainTestValidation(predictor, new TrainTest(Runs.data(), test)).count();
        assertThat(errors.test()).isEqualTo(evaluation.errors());
        assertThat(errors.train()).isEqualTo(Evaluator.evaluate(predictor, Runs.data()).errors());
      }
    }
  }

  private static FFNetwork network(RunConfig config, RowEncoder encoder) {
    return FFNetwork.initialise(config.network(), encoder, new RandomStreams(8));
  }
}
