package io.ffsamediff.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ffsamediff.Golden;
import io.ffsamediff.config.RunConfig;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayerwiseControllerTest {

  static Stream<RunConfig> configs() {
    return Stream.of(
        Runs.config(),
        Runs.miniBatches(),
        Runs.miniBatches("augmentation={\"shift\":1,\"rotation\":20,\"elastic\":1}"),
        Runs.config("device.executor=samediff", "training.epochs=2"));
  }

  @ParameterizedTest
  @MethodSource("configs")
  void run_sameSeed_givesTheSameWeightsBitForBit(RunConfig config) {
    try (Runs.Session first = new Runs.Session(config);
        Runs.Session second = new Runs.Session(config)) {
      TrainingState one = first.run().state();
      TrainingState two = second.run().state();

      Runs.assertSame(one, two);
      assertThat(first.steps).isEqualTo(second.steps);
    }
  }

  @Test
  void run_otherSeed_givesOtherWeights() {
    try (Runs.Session first = new Runs.Session(Runs.config());
        Runs.Session second = new Runs.Session(Runs.config("seed=5"))) {
      assertThat(first.run().state().layers().get(0).parameters())
          .isNotEqualTo(second.run().state().layers().get(0).parameters());
    }
  }

  @ParameterizedTest
  @MethodSource("configs")
  void restore_stateAtAnyStep_goesOnBitForBit(RunConfig config) {
    try (Runs.Session whole = new Runs.Session(config)) {
      TrainingState expected = whole.run().state();
      int steps = whole.steps.size();
      for (int stopAfter : new int[] {1, 2, 4, steps / 2, steps - 1}) {
        try (Runs.Session first = new Runs.Session(config);
            Runs.Session second = new Runs.Session(config)) {
          AtomicInteger left = new AtomicInteger(stopAfter);
          TrainingResult interrupted = first.run(() -> left.decrementAndGet() <= 0);
          assertThat(interrupted.finished()).isFalse();

          second.controller.restore(interrupted.state());
          TrainingResult resumed = second.run();

          assertThat(resumed.finished()).isTrue();
          Runs.assertSame(resumed.state(), expected);
          List<Double> losses =
              Stream.concat(first.epochs.stream(), second.epochs.stream())
                  .map(EpochEvent::runningLoss)
                  .toList();
          assertThat(losses)
              .as("stopped after %d", stopAfter)
              .isEqualTo(whole.epochs.stream().map(EpochEvent::runningLoss).toList());
        }
      }
    }
  }

  @Test
  void run_stopAsked_doesOneStepMoreAtMost() {
    try (Runs.Session session = new Runs.Session(Runs.config())) {
      TrainingResult result = session.run(() -> true);

      assertThat(session.steps).hasSize(1);
      assertThat(result.finished()).isFalse();
      assertThat(result.state().next()).isEqualTo(new TrainingCursor(0, 0, 0, 1));
    }
  }

  @Test
  void run_stopAskedAtTheEndOfAnEpoch_stillTellsTheEpoch() {
    try (Runs.Session session = new Runs.Session(Runs.config())) {
      TrainingResult result = session.run(() -> session.steps.size() >= 6);

      assertThat(session.epochs).hasSize(1);
      assertThat(result.state().next()).isEqualTo(TrainingCursor.startOf(1));
    }
  }

  @Test
  void run_layersInTurn_eachForItsInnerEpochs() {
    RunConfig config =
        Runs.config(
            "training.epochs=1", "training.layerEpochs=2", "network.layers.1.layerEpochs=3");
    try (Runs.Session session = new Runs.Session(config)) {
      session.run();

      assertThat(session.steps.stream().map(StepEvent::cursor).map(TrainingCursor::layer))
          .containsExactly(0, 0, 1, 1, 1);
      assertThat(session.steps.stream().map(StepEvent::cursor).map(TrainingCursor::innerEpoch))
          .containsExactly(0, 1, 0, 1, 2);
    }
  }

  @Test
  void run_miniBatches_takeEveryExampleOnceAnEpoch() {
    try (Runs.Session session =
        new Runs.Session(Runs.miniBatches("training.epochs=1", "training.layerEpochs=1"))) {
      session.run();

      assertThat(session.steps.stream().map(StepEvent::cursor).map(TrainingCursor::batch))
          .containsExactly(0, 0, 1, 1, 2, 2);
    }
  }

  @Test
  void run_augmentationOfNothing_trainsAsWithoutOne() {
    try (Runs.Session plain = new Runs.Session(Runs.miniBatches());
        Runs.Session same = new Runs.Session(Runs.miniBatches("augmentation={}"));
        Runs.Session other = new Runs.Session(Runs.miniBatches("augmentation.shift=1"))) {
      TrainingState expected = plain.run().state();

      Runs.assertSame(same.run().state(), expected);
      other.run();
      assertThat(other.steps).isNotEqualTo(plain.steps);
    }
  }

  @Test
  void run_layersOwnOptimizer_isUsed() {
    RunConfig config =
        Runs.config("training.epochs=1", "network.layers.0.optimizer.learningRate=0.5");
    try (Runs.Session usual = new Runs.Session(Runs.config("training.epochs=1"));
        Runs.Session faster = new Runs.Session(config)) {
      usual.run();
      faster.run();

      assertThat(usual.steps.get(0)).isEqualTo(faster.steps.get(0));
      assertThat(usual.steps.get(1)).isNotEqualTo(faster.steps.get(1));
    }
  }

  @Test
  void run_anyBlockSize_followsTheSameCurve() {
    try (Runs.Session one = new Runs.Session(Runs.config("device.blockRows=1000"));
        Runs.Session many = new Runs.Session(Runs.config("device.blockRows=7"))) {
      one.run();
      many.run();

      for (int e = 0; e < one.epochs.size(); e++) {
        assertThat(many.epochs.get(e).loss()).isCloseTo(one.epochs.get(e).loss(), within(1e-4));
      }
    }
  }

  @Test
  void run_epochMetrics_areMeansOfTheSteps() {
    try (Runs.Session session = new Runs.Session(Runs.config())) {
      session.run();

      double past = 0;
      for (int e = 0; e < 4; e++) {
        EpochEvent event = session.epochs.get(e);
        double loss = 0;
        for (int layer = 0; layer < 2; layer++) {
          double mean = meanLoss(session.steps, e, layer);
          assertThat(event.layers().get(layer).loss()).isCloseTo(mean, within(1e-12));
          loss += mean / 2;
        }
        past += loss;
        assertThat(event.epoch()).isEqualTo(e + 1);
        assertThat(event.loss()).isCloseTo(loss, within(1e-12));
        assertThat(event.runningLoss()).isCloseTo(past / (e + 1), within(1e-12));
        assertThat(event.learningRate()).isEqualTo(0.03);
        assertThat(event.seconds()).isPositive();
      }
    }
  }

  private static double meanLoss(List<StepEvent> steps, int epoch, int layer) {
    return steps.stream()
        .filter(s -> s.cursor().epoch() == epoch && s.cursor().layer() == layer)
        .mapToDouble(StepEvent::loss)
        .average()
        .orElseThrow();
  }

  @Test
  void run_everySecondEpoch_isEvaluated() {
    try (Runs.Session session = new Runs.Session(Runs.config("training.epochs=5"))) {
      session.run();

      assertThat(session.epochs.stream().map(EpochEvent::errors))
          .containsExactly(
              null,
              new Validation.Errors(10, 5),
              null,
              new Validation.Errors(11, 5),
              new Validation.Errors(12, 5));
    }
  }

  @Test
  void run_lossNoLongerFinite_namesLayerAndStep() {
    try (Runs.Session session = new Runs.Session(Runs.config())) {
      float[] parameters = session.network.layers().get(1).toArray();
      parameters[3] = Float.NaN;
      session.network.layers().get(1).set(parameters);

      assertThatThrownBy(() -> session.run())
          .isInstanceOf(DivergedException.class)
          .hasMessage(
              "layer 2, epoch 1, batch 1, inner epoch 1: expected a finite loss, received NaN."
                  + " Likeliest remedies, in this order: lower training.optimizer.learningRate from"
                  + " 0.03 to 0.003; look for inputs of another scale than the rest in the training"
                  + " data; set network.layers.*.kernelInitializer to \"lecun_normal\".");
    }
  }

  @Test
  void run_tinySeededRun_followsTheGoldenCurve() {
    try (Runs.Session full = new Runs.Session(Runs.config("training.epochs=6"));
        Runs.Session mini = new Runs.Session(Runs.miniBatches("training.epochs=6"))) {
      full.run();
      mini.run();

      List<Double> losses =
          Stream.concat(full.steps.stream(), mini.steps.stream()).map(StepEvent::loss).toList();
      Golden.assertCurve("losses/tiny_cpu.txt", losses, 1e-4);
    }
  }

  @Test
  void run_oneBatch_trainsTheUpperLayerOnWhatTheLowerHandsOver() {
    RunConfig frozen = Runs.config("training.epochs=1", "network.layers.0.layerEpochs=9");
    try (Runs.Session session = new Runs.Session(frozen)) {
      AtomicInteger left = new AtomicInteger(9);
      TrainingState lower = session.run(() -> left.decrementAndGet() <= 0).state();
      TrainingState both = session.run().state();

      assertThat(both.layers().get(0).parameters()).isEqualTo(lower.layers().get(0).parameters());
      assertThat(both.layers().get(1).parameters())
          .isNotEqualTo(lower.layers().get(1).parameters());
    }
  }
}
