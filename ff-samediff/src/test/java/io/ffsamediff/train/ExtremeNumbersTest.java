package io.ffsamediff.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ffsamediff.config.DeviceConfig.MatmulPrecision;
import io.ffsamediff.config.NetworkConfig;
import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.Dataset.Split;
import io.ffsamediff.data.TinyDatasets;
import io.ffsamediff.device.Bf16Probe;
import io.ffsamediff.device.Bf16Support;
import io.ffsamediff.graph.LayerParameters;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Black images, dead units and huge weights give numbers, in every way a network is trained. */
class ExtremeNumbersTest {

  private static final String DESCENT =
      "training.optimizer={\"type\": \"sgd\", \"learningRate\": 0.01}";

  /** Ways of training in which nothing but the loss moves a weight. */
  static Stream<RunConfig> configs() {
    return Stream.of(
        Runs.config(),
        Runs.config("network.inputNormalization=none"),
        Runs.config("network.inputNormalization=rms", "labels.type=append"),
        Runs.config("training.batchSize=20", "device.executor=samediff"),
        Runs.config("training.batchSize=20", "device.matmulPrecision=bf16"),
        Runs.miniBatches(DESCENT),
        interleaved(),
        interleaved("network.inputNormalization=l2"),
        interleaved("network.inputNormalization=none", "labels.type=append"),
        interleaved("device.matmulPrecision=bf16"),
        interleaved(losses("symba")),
        interleaved(losses("swish-symba")),
        interleaved("labels.type=none", "negatives.type=hybrid", "evaluation.predictor=head"));
  }

  private static String[] losses(String type) {
    return Stream.of(0, 1, 2)
        .map("network.layers.%d.loss={\"type\": \"%%s\"}"::formatted)
        .map(override -> override.formatted(type))
        .toArray(String[]::new);
  }

  private static RunConfig interleaved(String... more) {
    Stream<String> noPeers =
        Stream.of(0, 1, 2).map("network.layers.%d.peerNormalization=null"::formatted);
    return Runs.interleaved(
        Stream.of(noPeers, Stream.of(DESCENT), Arrays.stream(more))
            .flatMap(overrides -> overrides)
            .toArray(String[]::new));
  }

  static Stream<RunConfig> allConfigs() {
    return Stream.concat(
        configs(),
        Stream.of(
            Runs.interleaved(),
            Runs.interleaved("network.dropout=0.5", "training.averaging={}"),
            Runs.unlabelled(),
            Runs.backprop(),
            Runs.backprop("network.dropout=0.5", "network.inputNormalization=rms")));
  }

  @ParameterizedTest
  @MethodSource("allConfigs")
  void run_blackImages_staysFinite(RunConfig config) {
    assumePrecision(config);
    try (Runs.Session session = new Runs.Session(config, black())) {
      assertFinite(session.run().state());
      assertThat(session.steps).allMatch(step -> Double.isFinite(step.loss()));
    }
  }

  @ParameterizedTest
  @MethodSource("configs")
  void run_layerOfDeadUnits_isNotMovedByTheLoss(RunConfig config) {
    assumePrecision(config);
    try (Runs.Session session = new Runs.Session(config)) {
      LayerParameters layer = session.network.layers().get(1);
      float[] dead_P = layer.toArray();
      Arrays.fill(dead_P, dead_P.length - layer.spec().units(), dead_P.length, -1000);
      layer.set(dead_P);

      TrainingState state = session.run().state();

      assertFinite(state);
      assertThat(state.layers().get(1).parameters()).containsExactly(dead_P);
    }
  }

  @ParameterizedTest
  @MethodSource("allConfigs")
  void run_hugeWeights_firstLossIsFinite(RunConfig config) {
    assumePrecision(config);
    // Squares of activations stay within float32; where lengths are not normalised they multiply.
    boolean chained =
        (config.network().inputNormalization() == InputNormalization.NONE)
            || (config.network() instanceof NetworkConfig.Backprop);
    float factor = chained ? 0x1p16f : 0x1p50f;
    try (Runs.Session session = new Runs.Session(config)) {
      for (LayerParameters layer : session.network.layers()) {
        float[] huge_P = layer.toArray();
        for (int p = 0; p < huge_P.length; p++) {
          huge_P[p] *= factor;
        }
        layer.set(huge_P);
      }

      session.run(() -> true);

      assertThat(session.steps).isNotEmpty().allMatch(step -> Double.isFinite(step.loss()));
    }
  }

  private static void assumePrecision(RunConfig config) {
    if (config.device().matmulPrecision() == MatmulPrecision.BF16) {
      Bf16Support support = Bf16Probe.run();
      assumeTrue(support.available(), support.reason());
    }
  }

  private static Dataset black() {
    int examples = Runs.data().size();
    Dataset bands = TinyDatasets.bands(Split.TRAIN, examples, 21);
    byte[] labels_N = new byte[examples];
    for (int i = 0; i < examples; i++) {
      labels_N[i] = (byte) bands.label(i);
    }
    return new Dataset(
        "black",
        Split.TRAIN,
        bands.height(),
        bands.width(),
        bands.classes(),
        new byte[examples * bands.inputs()],
        labels_N,
        List.of());
  }

  private static void assertFinite(TrainingState state) {
    Stream.concat(state.layers().stream(), state.head().stream())
        .flatMap(part -> Stream.of(part.parameters(), part.updaterState(), part.meanActivity()))
        .forEach(ExtremeNumbersTest::assertFinite);
    state.averages().forEach(ExtremeNumbersTest::assertFinite);
  }

  private static void assertFinite(float[] values) {
    for (float value : values) {
      assertThat(Float.isFinite(value)).as("%s", value).isTrue();
    }
  }
}
