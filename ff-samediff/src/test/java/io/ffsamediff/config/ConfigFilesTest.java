package io.ffsamediff.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.Golden;
import io.ffsamediff.config.LayerConfig.GoodnessKind;
import io.ffsamediff.config.LayerConfig.Threshold;
import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.config.OptimizerConfig.Adam;
import io.ffsamediff.config.OptimizerConfig.Sgd;
import io.ffsamediff.config.TrainingConfig.BatchSize;
import io.ffsamediff.config.TrainingConfig.Layerwise;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The recipes in {@code configs/}. */
class ConfigFilesTest {

  @Test
  void mnistKeras_isTheKerasExample() {
    RunConfig config = read("mnist-keras");
    assertThat(config.network().inputNormalization()).isEqualTo(InputNormalization.L2);
    assertThat(config.network().goodnessLayers())
        .hasSize(2)
        .allSatisfy(
            layer -> {
              assertThat(layer.units()).isEqualTo(500);
              assertThat(layer.goodness()).isEqualTo(GoodnessKind.MEAN);
              assertThat(layer.threshold()).isEqualTo(new Threshold.Fixed(1.5));
            });
    assertThat(config.labels())
        .isEqualTo(new LabelConfig.Overlay(new LabelConfig.Strength.ImageMaximum()));
    assertThat(config.negatives()).isEqualTo(new NegativesConfig.Shuffled());
    assertThat(config.training())
        .isEqualTo(new Layerwise(250, 50, new BatchSize.Full(), new Adam(0.03, 0.9, 0.999, 1e-7)));
    assertThat(config.evaluation().every()).isEqualTo(10);
  }

  @Test
  void quickstart_isTheAugmentedFastRecipeOnTheBundledData() {
    RunConfig expected =
        ConfigReader.read(
            Golden.ROOT.resolve("configs/mnist-fast-augmented.json"),
            List.of(
                "name=quickstart",
                "data.name=mnist-subset",
                "device.matmulPrecision=f32",
                "training.epochs=60",
                "evaluation.every=20"));
    assertThat(read("quickstart")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "mnist-fast, 0.01, 0.001, 0",
    "mnist-hinton-3x1000, 0.01, 0.001, 0",
    "mnist-paper-4x2000, 0.01, 0.002, 0.1",
    "mnist-paper-4x2000-short, 0.02, 0.002, 0.1"
  })
  void recipe_followsThePaper(String name, double rate, double weightDecay, double dropout) {
    RunConfig config = read(name);
    assertThat(config.network().inputNormalization()).isEqualTo(InputNormalization.RMS);
    assertThat(config.network().head()).isNotNull();
    assertThat(config.network().goodnessLayers())
        .allSatisfy(
            layer -> {
              assertThat(layer.goodness()).isEqualTo(GoodnessKind.SUM);
              assertThat(layer.threshold()).isEqualTo(new Threshold.Units());
              assertThat(layer.peerNormalization())
                  .isEqualTo(new PeerNormalizationConfig(0.03, 0.9));
            });
    assertThat(config.negatives()).isEqualTo(new NegativesConfig.Hard(NegativesConfig.Judge.HEAD));
    assertThat(config.training().optimizer()).isEqualTo(new Sgd(rate, 0.9, true, weightDecay));
    assertThat(config.network().dropout()).isEqualTo(dropout);
  }

  @Test
  void mnistBackprop_hasTheLayersOfMnistFast() {
    RunConfig config = read("mnist-backprop");
    RunConfig forwardForward = read("mnist-fast");
    assertThat(config.network()).isInstanceOf(NetworkConfig.Backprop.class);
    assertThat(config.network().layers())
        .extracting(DenseConfig::units)
        .isEqualTo(forwardForward.network().layers().stream().map(DenseConfig::units).toList());
    assertThat(config.training().batchSize()).isEqualTo(forwardForward.training().batchSize());
    assertThat(config.training().epochs()).isEqualTo(20);
    assertThat(config.evaluation().usual(config.network(), config.labels()))
        .isEqualTo(EvaluationConfig.PredictorKind.HEAD);
  }

  @Test
  void fashionMnist_isTheRecipeOf3x1000WithAppendedLabelsAndDropout() {
    RunConfig expected =
        ConfigReader.read(
            Golden.ROOT.resolve("configs/mnist-hinton-3x1000.json"),
            List.of(
                "name=fashion-mnist",
                "data.name=fashion-mnist",
                "labels.type=append",
                "network.dropout=0.1",
                "training.epochs=60",
                "evaluation.every=20"));
    assertThat(read("fashion-mnist")).isEqualTo(expected);
  }

  private static RunConfig read(String name) {
    return ConfigReader.read(Golden.ROOT.resolve("configs/" + name + ".json"), List.of());
  }
}
