package io.ffsamediff.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ffsamediff.Golden;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Dataset.Split;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.data.TinyDatasets;
import io.ffsamediff.eval.Evaluator;
import io.ffsamediff.eval.Predictors;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BackpropControllerTest {

  static Stream<RunConfig> configs() {
    return Stream.of(
        Runs.backprop(),
        Runs.backprop("training.batchSize=full"),
        Runs.backprop(
            "network.dropout=0.2",
            "network.layers.1.useBias=false",
            "training.averaging={\"decay\": 0.9, \"every\": 2}"),
        Runs.backprop(
            "network.inputNormalization=rms",
            "training.optimizer={\"type\": \"adamw\", \"learningRate\": 0.01}",
            "training.schedule={\"type\": \"cosine\", \"warmUpEpochs\": 1}"),
        Runs.backprop("augmentation={\"shift\": 1}"));
  }

  @ParameterizedTest
  @MethodSource("configs")
  void run_sameSeed_givesTheSameStateBitForBit(RunConfig config) {
    try (Runs.Session first = new Runs.Session(config);
        Runs.Session second = new Runs.Session(config)) {
      Runs.assertSame(first.run().state(), second.run().state());
      assertThat(first.steps).isEqualTo(second.steps);
    }
  }

  @ParameterizedTest
  @MethodSource("configs")
  void restore_stateAfterAnyBatch_goesOnBitForBit(RunConfig config) {
    try (Runs.Session whole = new Runs.Session(config)) {
      TrainingState expected = whole.run().state();
      for (int stopAfter = 1; stopAfter < whole.steps.size(); stopAfter++) {
        int steps = stopAfter;
        try (Runs.Session first = new Runs.Session(config);
            Runs.Session second = new Runs.Session(config)) {
          TrainingResult interrupted = first.run(() -> first.steps.size() >= steps);
          assertThat(interrupted.finished()).isFalse();

          second.controller.restore(interrupted.state());
          Runs.assertSame(second.run().state(), expected);

          assertThat(
                  Stream.concat(first.epochs.stream(), second.epochs.stream())
                      .map(EpochEvent::runningLoss))
              .as("stopped after %d", steps)
              .isEqualTo(whole.epochs.stream().map(EpochEvent::runningLoss).toList());
        }
      }
    }
  }

  @Test
  void run_epoch_reportsTheCrossEntropyAsTheOnlyLoss() {
    try (Runs.Session session = new Runs.Session(Runs.backprop("training.epochs=1"))) {
      session.run();

      EpochEvent event = session.epochs.get(0);
      assertThat(event.loss())
          .isCloseTo(
              session.steps.stream().mapToDouble(StepEvent::loss).average().orElseThrow(),
              within(1e-12));
      assertThat(event.layers()).isEmpty();
      assertThat(event.headLoss()).isNull();
      assertThat(session.steps.stream().map(s -> s.cursor().batch())).containsExactly(0, 1, 2);
    }
  }

  @Test
  void run_weightDecay_shrinksKernelsAndNotBiases() {
    RunConfig config =
        Runs.backprop(
            "training.optimizer={\"type\": \"sgd\", \"learningRate\": 1e-30}",
            "network.layers.0.biasInitializer=glorot_uniform");
    RunConfig decayed =
        Runs.backprop(
            "training.optimizer={\"type\": \"sgd\", \"learningRate\": 1e-30, \"weightDecay\": 1e28}",
            "network.layers.0.biasInitializer=glorot_uniform",
            "training.schedule.type=constant",
            "training.batchSize=full",
            "training.epochs=1");
    try (Runs.Session plain = new Runs.Session(config);
        Runs.Session shrunk = new Runs.Session(decayed)) {
      plain.run();
      shrunk.run();

      float[] before = plain.network.layers().get(0).toArray();
      float[] after = shrunk.network.layers().get(0).toArray();
      assertThat(after[0]).isCloseTo(before[0] * 0.99f, within(1e-6f));
      assertThat(after[after.length - 1]).isEqualTo(before[before.length - 1]);
    }
  }

  @Test
  void run_bands_areLearntAndPredictedInOnePass() {
    RunConfig config = Runs.backprop("training.epochs=40");
    try (Runs.Session session = new Runs.Session(config)) {
      session.run();
      RowEncoder encoder = RowEncoder.of(config, Runs.data());
      try (Predictors predictors = new Predictors(session.network, encoder, config)) {
        assertThat(predictors.all()).hasSize(1);
        assertThat(predictors.usual().name()).isEqualTo("head");
        assertThat(
                Evaluator.evaluate(predictors.usual(), TinyDatasets.bands(Split.TEST, 600, 5))
                    .accuracy())
            .isGreaterThan(0.97);
      }
    }
  }

  @Test
  void run_validationErrorsRise_stopsAndGoesBackToTheBest() {
    RunConfig config =
        Runs.backprop(
            "training.epochs=20",
            "data.validationExamples=10",
            "evaluation.every=1",
            "training.earlyStopping.patience=2");
    int[] errors = {9, 5, 6, 7, 1};
    AtomicInteger count = new AtomicInteger();
    Validation validation = () -> new Validation.Errors(0, 0, errors[count.getAndIncrement()]);
    try (Runs.Session session = new Runs.Session(config, validation)) {
      TrainingResult result = session.run();

      assertThat(session.epochs).hasSize(4);
      assertThat(result.state().best().orElseThrow().epoch()).isEqualTo(2);
      assertThat(session.judged.values())
          .usingRecursiveComparison()
          .isEqualTo(result.state().best().orElseThrow().parameters());
    }
  }

  @Test
  void run_tinySeededRuns_followTheGoldenCurves() {
    List<Double> losses =
        configs()
            .flatMap(
                config -> {
                  try (Runs.Session session = new Runs.Session(config)) {
                    session.run();
                    return List.copyOf(session.steps).stream().map(StepEvent::loss);
                  }
                })
            .toList();

    Golden.assertCurve("losses/backprop_cpu.txt", losses, 1e-4);
  }
}
