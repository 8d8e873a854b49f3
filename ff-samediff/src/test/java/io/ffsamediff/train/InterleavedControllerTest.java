package io.ffsamediff.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ffsamediff.Golden;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.NegativeSampler;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.graph.HeadParameters;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InterleavedControllerTest {

  private static final String EVERYTHING_ON = "training.averaging={\"decay\": 0.9, \"every\": 2}";

  static Stream<RunConfig> configs() {
    return Stream.of(
        Runs.interleaved(),
        Runs.interleaved("negatives.type=wrong-label", "network.head=null"),
        Runs.interleaved("training.batchSize=full"),
        Runs.interleaved("device.blockRows=6", "device.threads=2"),
        Runs.interleaved("network.dropout=0.2", EVERYTHING_ON),
        Runs.interleaved(
            "network.layers.0.loss={\"type\": \"symba\", \"alpha\": 0.1}",
            "network.layers.1.loss={\"type\": \"swish-symba\", \"alpha\": 0.1}",
            "training.schedule={\"type\": \"cosine\", \"warmUpEpochs\": 1}"),
        Runs.interleaved("negatives.judge=goodness"),
        Runs.interleaved(
            "negatives.judge=goodness", "network.head=null", "evaluation.layers=[2, 3]"),
        Runs.unlabelled(),
        Runs.unlabelled("device.blockRows=6", "device.threads=2", "augmentation.shift=1"),
        Runs.unlabelled("network.dropout=0.2", EVERYTHING_ON, "negatives.blurs=1"));
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
      int batches = whole.steps.size() / 3;
      for (int stopAfter : new int[] {1, 2, batches / 2, batches - 1}) {
        try (Runs.Session first = new Runs.Session(config);
            Runs.Session second = new Runs.Session(config)) {
          TrainingResult interrupted = first.run(() -> first.steps.size() >= 3 * stopAfter);
          assertThat(interrupted.finished()).isFalse();

          second.controller.restore(interrupted.state());
          TrainingResult resumed = second.run();

          assertThat(resumed.finished()).isTrue();
          Runs.assertSame(resumed.state(), expected);
          assertThat(
                  Stream.concat(first.epochs.stream(), second.epochs.stream())
                      .map(e -> List.of(e.loss(), e.runningLoss(), String.valueOf(e.headLoss())))
                      .toList())
              .as("stopped after %d", stopAfter)
              .isEqualTo(
                  whole.epochs.stream()
                      .map(e -> List.of(e.loss(), e.runningLoss(), String.valueOf(e.headLoss())))
                      .toList());
        }
      }
    }
  }

  @Test
  void run_paperRecipe_followsTheReference() {
    RunConfig config = Runs.interleaved("training.epochs=3", "training.schedule.type=constant");
    try (Runs.Session session = new Runs.Session(config)) {
      Dataset data = Runs.data();
      ReferenceInterleaved reference =
          new ReferenceInterleaved(session.network, data, RowEncoder.of(config, data));
      session.run();

      RandomStreams streams = new RandomStreams(config.seed());
      long step = 0;
      for (int epoch = 0; epoch < 3; epoch++) {
        EpochDraw draw = EpochDraw.of(epoch, data, NegativeSampler.of(config.negatives()), streams);
        for (int from = 0; from < data.size(); from += 20) {
          int[] batch = Arrays.copyOfRange(draw.order_N(), from, Math.min(from + 20, data.size()));
          reference.train(batch, streams.stream(RandomStreams.HARD_NEGATIVES, step), 0.01);
          step++;
        }
      }

      List<float[]> values = session.network.values();
      List<double[]> expected = reference.parameters();
      for (int part = 0; part < values.size(); part++) {
        for (int i = 0; i < expected.get(part).length; i++) {
          assertThat((double) values.get(part)[i])
              .as("part %d, parameter %d", part, i)
              .isCloseTo(expected.get(part)[i], within(2e-5));
        }
      }
    }
  }

  @Test
  void run_layersInTurn_oneStepEachBatch() {
    try (Runs.Session session = new Runs.Session(Runs.interleaved("training.epochs=1"))) {
      session.run();

      assertThat(session.steps.stream().map(s -> s.cursor().layer()))
          .containsExactly(0, 1, 2, 0, 1, 2, 0, 1, 2);
      assertThat(session.steps.stream().map(s -> s.cursor().batch()))
          .containsExactly(0, 0, 0, 1, 1, 1, 2, 2, 2);
    }
  }

  @Test
  void run_schedule_setsTheLearningRateOfTheEpoch() {
    try (Runs.Session session = new Runs.Session(Runs.interleaved())) {
      session.run();

      assertThat(session.epochs.get(0).learningRate()).isEqualTo(0.01);
      assertThat(session.epochs.get(2).learningRate())
          .isCloseTo(0.01 * (1 - 8.0 / 12) * 2, within(1e-12));
      assertThat(session.epochs.get(3).learningRate())
          .isCloseTo(0.01 * (1 - 11.0 / 12) * 2, within(1e-12));
    }
  }

  @Test
  void run_head_lowersItsLoss() {
    try (Runs.Session session = new Runs.Session(Runs.interleaved("training.epochs=30"))) {
      session.run();

      assertThat(session.epochs.get(0).headLoss()).isCloseTo(Math.log(3), within(0.1));
      assertThat(session.epochs.get(29).headLoss()).isLessThan(0.6);
    }
  }

  @Test
  void run_hybrids_raisesTheGoodnessOfImagesAboveTheirs() {
    try (Runs.Session session = new Runs.Session(Runs.unlabelled("training.epochs=100"))) {
      session.run();

      EpochEvent last = session.epochs.get(99);
      assertThat(last.loss()).isLessThan(session.epochs.get(0).loss());
      assertThat(last.layers())
          .allMatch(layer -> layer.goodnessPositive() > layer.goodnessNegative());
      assertThat(last.headLoss()).isLessThan(0.6);
    }
  }

  @Test
  void run_averaging_judgesTheMovingAverage() {
    RunConfig config =
        Runs.interleaved(
            "training.epochs=1",
            "training.batchSize=full",
            "training.averaging={\"decay\": 0.5, \"every\": 1}");
    RunConfig twice =
        Runs.interleaved(
            "training.epochs=2",
            "training.batchSize=full",
            "training.schedule.type=constant",
            "training.averaging={\"decay\": 0.5, \"every\": 1}");
    try (Runs.Session once = new Runs.Session(config);
        Runs.Session again = new Runs.Session(twice)) {
      once.run();
      again.run();

      // The first update takes the weights themselves, the second the mean of both.
      float[] first = once.network.values().get(0);
      float[] second = again.network.values().get(0);
      float[] average = again.judged.values().get(0);
      assertThat(once.judged.values().get(0)).isEqualTo(first);
      for (int i = 0; i < average.length; i++) {
        assertThat(average[i]).isCloseTo((first[i] + second[i]) / 2, within(1e-6f));
      }
    }
  }

  @Test
  void run_stoppedBetweenEvaluations_judgesThePresentWeights() {
    RunConfig config =
        Runs.interleaved(
            "training.epochs=20", "data.validationExamples=10", "training.earlyStopping={}");
    try (Runs.Session session = new Runs.Session(config, () -> new Validation.Errors(0, 0, 1))) {
      session.run(() -> session.steps.size() == 6);

      assertThat(session.judged.values())
          .usingRecursiveComparison()
          .isEqualTo(session.network.values());
    }
  }

  @Test
  void run_headLossNoLongerFinite_namesTheHead() {
    try (Runs.Session session = new Runs.Session(Runs.interleaved())) {
      HeadParameters head = session.network.head().orElseThrow();
      float[] parameters = head.toArray();
      parameters[3] = Float.NaN;
      head.set(parameters);

      assertThatThrownBy(session::run)
          .isInstanceOf(DivergedException.class)
          .hasMessage(
              "softmax head, epoch 1, batch 1: expected a finite loss, received NaN."
                  + " Likeliest remedies, in this order: lower network.head.optimizer.learningRate"
                  + " from 0.1 to 0.01; set training.schedule.warmUpEpochs to 1; raise"
                  + " training.batchSize from 20 to 80.");
    }
  }

  @Test
  void run_validationErrorsRise_stopsAndGoesBackToTheBest() {
    RunConfig config =
        Runs.interleaved(
            "training.epochs=20",
            "data.validationExamples=10",
            "evaluation.every=1",
            "training.earlyStopping.patience=3");
    int[] errors = {9, 5, 5, 6, 7, 1, 1};
    AtomicInteger count = new AtomicInteger();
    Validation validation = () -> new Validation.Errors(0, 0, errors[count.getAndIncrement()]);
    try (Runs.Session session = new Runs.Session(config, validation);
        Runs.Session two = new Runs.Session(config, () -> new Validation.Errors(0, 0, 1))) {
      TrainingResult result = session.run();
      two.run(() -> two.epochs.size() == 2);

      assertThat(result.finished()).isTrue();
      assertThat(session.epochs).hasSize(5);
      assertThat(result.state().best().orElseThrow().epoch()).isEqualTo(2);
      assertThat(result.state().best().orElseThrow().errors()).isEqualTo(5);
      assertThat(session.judged.values())
          .usingRecursiveComparison()
          .isEqualTo(result.state().best().orElseThrow().parameters());
      assertThat(session.judged.values())
          .usingRecursiveComparison()
          .isEqualTo(two.network.values());
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

    Golden.assertCurve("losses/interleaved_cpu.txt", losses, 1e-4);
  }
}
