package io.ffsamediff.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.Dataset.Split;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.data.Thumbnail;
import io.ffsamediff.data.TinyDatasets;
import io.ffsamediff.train.FFNetwork;
import io.ffsamediff.train.RandomStreams;
import io.ffsamediff.train.Runs;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExaminationTest {

  private static final Dataset DATA = TinyDatasets.bands(Split.TEST, 90, 2);

  @Test
  void of_networkWithAHead_evaluatesAsEachPredictorAlone() {
    RunConfig config = Runs.interleaved("evaluation.predictor=combined");
    try (FFNetwork network = network(config);
        Predictors predictors = new Predictors(network, encoder(config), config)) {
      Examination examination = Examination.of(predictors, network.specs(), DATA);

      assertThat(examination.evaluations())
          .usingRecursiveComparison()
          .isEqualTo(
              predictors.all().stream().map(each -> Evaluator.evaluate(each, DATA)).toList());
      assertThat(examination.evaluations())
          .extracting(Evaluation::predictor)
          .containsExactly("combined", "goodness", "head");
    }
  }

  @Test
  void of_goodness_hasHistogramsOfAllLabelsAndTheSurestMistakes() {
    RunConfig config = Runs.config();
    try (FFNetwork network = network(config);
        Predictors predictors = new Predictors(network, encoder(config), config)) {
      Insights insights = Examination.of(predictors, network.specs(), DATA).insights();
      Predictions predictions = predictors.usual().predict(DATA);

      assertThat(insights.goodness()).extracting(GoodnessHistogram::layer).containsExactly(1, 2);
      for (GoodnessHistogram layer : insights.goodness()) {
        assertThat(layer.threshold()).isEqualTo(1.5);
        assertThat(sum(layer.right())).isEqualTo(90);
        assertThat(sum(layer.wrong())).isEqualTo(180);
      }
      assertThat(insights.errors()).isGreaterThan(InsightsMaker.MISTAKES);
      assertThat(insights.mistakes())
          .hasSize(InsightsMaker.MISTAKES)
          .isSortedAccordingTo(Comparator.comparingDouble(Mistake::margin).reversed());
      assertThat(insights.picture()).isEqualTo(new Insights.Size(6, 6, null));
      for (Mistake mistake : insights.mistakes()) {
        int example = mistake.example();
        assertThat(mistake.label()).isEqualTo(DATA.label(example));
        assertThat(mistake.predicted()).isEqualTo(predictions.labels()[example]);
        assertThat(mistake.pixels()).isEqualTo(Thumbnail.of(DATA, example).pixels());
        assertThat(mistake.labelGoodness().get(1))
            .isEqualTo(predictions.layerScore(1, example, mistake.label()));
        assertThat(mistake.predictedScore())
            .isEqualTo(predictions.score(example, mistake.predicted()));
      }
    }
  }

  @Test
  void of_networkByBackpropagation_hasMistakesWithoutGoodness() {
    RunConfig config = Runs.backprop();
    try (FFNetwork network = network(config);
        Predictors predictors = new Predictors(network, encoder(config), config)) {
      Insights insights = Examination.of(predictors, network.specs(), DATA).insights();

      assertThat(insights.predictor()).isEqualTo("head");
      assertThat(insights.goodness()).isEmpty();
      assertThat(insights.mistakes()).isNotEmpty().allMatch(m -> m.labelGoodness().isEmpty());
    }
  }

  @Test
  void of_pairLoss_hasNoThreshold() {
    RunConfig config = Runs.interleaved("network.layers.0.loss={\"type\": \"symba\"}");
    try (FFNetwork network = network(config);
        Predictors predictors = new Predictors(network, encoder(config), config)) {
      Insights insights = Examination.of(predictors, network.specs(), DATA).insights();

      assertThat(insights.goodness().get(0).threshold()).isNull();
      assertThat(insights.goodness().get(1).threshold()).isEqualTo(9);
    }
  }

  private static int sum(List<Integer> counts) {
    return counts.stream().mapToInt(Integer::intValue).sum();
  }

  private static RowEncoder encoder(RunConfig config) {
    return RowEncoder.of(config, DATA);
  }

  private static FFNetwork network(RunConfig config) {
    return FFNetwork.initialise(config.network(), encoder(config), new RandomStreams(8));
  }
}
