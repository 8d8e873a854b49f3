package io.ffsamediff.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ffsamediff.config.RunConfig;
import io.ffsamediff.exec.StepStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DivergenceGuardTest {

  private static final TrainingCursor AT = new TrainingCursor(2, 3, 1, 4);

  @Test
  void onStep_finiteNumbers_letsThemPass() {
    DivergenceGuard guard = new DivergenceGuard(Runs.config());

    assertThatCode(() -> guard.onStep(AT, new StepStatistics(1e300, 1e38, 0)))
        .doesNotThrowAnyException();
  }

  @Test
  void onStep_infiniteGoodness_isToldThoughTheLossIsFinite() {
    DivergenceGuard guard = new DivergenceGuard(Runs.config());

    assertThatThrownBy(() -> guard.onStep(AT, new StepStatistics(0, Double.POSITIVE_INFINITY, 0)))
        .isInstanceOf(DivergedException.class)
        .hasMessageStartingWith(
            "layer 2, epoch 3, batch 4, inner epoch 5: expected a finite goodness of positives, received Infinity. Likeliest remedies");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "network.inputNormalization=none",
        "training.batchSize=20",
        "network.layers.1.goodness=sum",
        "network.layers.1.optimizer={\"type\": \"sgd\", \"learningRate\": 0.5}"
      })
  void onStep_anyConfiguration_namesThreeRemedies(String override) {
    String message = message(Runs.config(override));

    assertThat(message.split(";")).hasSize(3);
    assertThat(message).contains("learningRate from ");
  }

  @Test
  void onStep_causesInTheConfiguration_areNamedFirst() {
    assertThat(message(Runs.config("network.inputNormalization=none")))
        .contains("; set network.inputNormalization to \"l2\";");
    assertThat(message(Runs.config("network.layers.1.goodness=sum")))
        .contains("; set network.layers.1.threshold to \"units\", as its goodness is a sum;");
    assertThat(
            message(
                Runs.config(
                    "network.layers.1.optimizer={\"type\": \"sgd\", \"learningRate\": 0.5}")))
        .contains("order: lower network.layers.1.optimizer.learningRate from 0.5 to 0.05;");
    assertThat(message(Runs.interleaved("device.matmulPrecision=bf16")))
        .contains("lower training.optimizer.learningRate from 0.01 to 0.001")
        .contains("; set training.schedule.warmUpEpochs to 1; raise training.batchSize");
  }

  @Test
  void run_lastUpdateBreaksAParameter_endsBeforeItIsSaved() {
    try (Runs.Session session = new Runs.Session(Runs.config("training.epochs=1"))) {
      List<TrainingState> saved = new ArrayList<>();
      assertThatThrownBy(
              () ->
                  session.controller.run(
                      new TrainingListener() {
                        @Override
                        public void onEpoch(EpochEvent event, Supplier<TrainingState> state) {
                          breakParameter(session.network);
                          saved.add(state.get());
                        }
                      },
                      () -> false))
          .isInstanceOf(DivergedException.class)
          .hasMessageStartingWith(
              "layer 1, before epoch 2, batch 1: expected finite parameters, received Infinity. Likeliest");
      assertThat(saved).isEmpty();
    }
  }

  @Test
  void run_brokenParameterAtTheEnd_isDivergenceToo() {
    try (Runs.Session session = new Runs.Session(Runs.config("training.epochs=1"))) {
      assertThatThrownBy(
              () ->
                  session.controller.run(
                      new TrainingListener() {
                        @Override
                        public void onEpoch(EpochEvent event, Supplier<TrainingState> state) {
                          breakParameter(session.network);
                        }
                      },
                      () -> false))
          .isInstanceOf(DivergedException.class);
    }
  }

  private static void breakParameter(FFNetwork network) {
    float[] parameters = network.layers().get(0).toArray();
    parameters[5] = Float.POSITIVE_INFINITY;
    network.layers().get(0).set(parameters);
  }

  private static String message(RunConfig config) {
    DivergenceGuard guard = new DivergenceGuard(config);
    DivergedException thrown =
        assertThrows(
            DivergedException.class, () -> guard.onStep(AT, new StepStatistics(Double.NaN, 0, 0)));
    return String.valueOf(thrown.getMessage());
  }
}
