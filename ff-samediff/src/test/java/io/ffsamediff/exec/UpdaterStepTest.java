package io.ffsamediff.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ffsamediff.config.OptimizerConfig;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;

class UpdaterStepTest {

  private static final OptimizerConfig.Adam ADAM = new OptimizerConfig.Adam(0.03, 0.9, 0.999, 1e-7);

  @Test
  void apply_repeated_followsNd4jsAdam() {
    INDArray ours_1P = Nd4j.ones(DataType.FLOAT, 1, 6);
    INDArray theirs_1P = Nd4j.ones(DataType.FLOAT, 1, 6);
    INDArray gradient_1P = Nd4j.zeros(DataType.FLOAT, 1, 6);
    GradientUpdater<?> reference =
        new Adam(0.03, 0.9, 0.999, 1e-7).instantiate(Nd4j.zeros(DataType.FLOAT, 1, 12), true);
    try (WorkTeam team = new WorkTeam(2)) {
      UpdaterStep step = UpdaterStep.of(ADAM, ours_1P, List.of(gradient_1P), team);
      for (int i = 0; i < 200; i++) {
        INDArray seen_1P = Nd4j.rand(DataType.FLOAT, 1, 6).subi(0.4).muli(Math.pow(10, -i % 7));
        gradient_1P.assign(seen_1P);
        step.apply(1);
        reference.applyUpdater(seen_1P, i, 0);
        theirs_1P.subi(seen_1P);
      }
      assertThat(step.iteration()).isEqualTo(200);
    }
    for (int p = 0; p < 6; p++) {
      assertThat(ours_1P.getDouble(p)).isCloseTo(theirs_1P.getDouble(p), within(1e-5));
    }
  }

  @Test
  void apply_gradientsThatVanish_leaveNoDenormalMoments() {
    INDArray parameters_1P = Nd4j.ones(DataType.FLOAT, 1, 3);
    INDArray gradient_1P = Nd4j.zeros(DataType.FLOAT, 1, 3);
    try (WorkTeam team = new WorkTeam(2)) {
      UpdaterStep step = UpdaterStep.of(ADAM, parameters_1P, List.of(gradient_1P), team);
      for (int i = 0; i < 2000; i++) {
        gradient_1P.assign(0);
        gradient_1P.putScalar(0, i == 0 ? 1e-3 : 0);
        gradient_1P.putScalar(1, 1e-3 * Math.pow(0.9, i));
        gradient_1P.putScalar(2, 1e-20);
        step.apply(1);
      }

      for (float moment : step.state()) {
        assertThat(Math.abs(moment))
            .satisfiesAnyOf(
                m -> assertThat(m).isZero(), m -> assertThat(m).isGreaterThan(Float.MIN_NORMAL));
      }
    }
  }

  @Test
  void apply_momentum_followsKerasSgd() {
    INDArray parameters_1P = Nd4j.createFromArray(new float[][] {{1, -2}});
    INDArray gradient_1P = Nd4j.createFromArray(new float[][] {{4, 8}});
    try (WorkTeam team = new WorkTeam(1)) {
      OptimizerConfig sgd = new OptimizerConfig.Sgd(0.25, 0.5);
      UpdaterStep step = UpdaterStep.of(sgd, parameters_1P, List.of(gradient_1P), team);

      step.apply(1);
      assertThat(parameters_1P.toFloatVector()).containsExactly(0, -4);
      assertThat(step.state()).containsExactly(-1, -2);
      step.apply(1);
      assertThat(parameters_1P.toFloatVector()).containsExactly(-1.5f, -7);
    }
  }

  @Test
  void apply_plainDescent_hasNoState() {
    INDArray parameters_1P = Nd4j.createFromArray(new float[][] {{1, -2}});
    INDArray gradient_1P = Nd4j.createFromArray(new float[][] {{4, 8}});
    try (WorkTeam team = new WorkTeam(1)) {
      OptimizerConfig sgd = new OptimizerConfig.Sgd(0.25, 0);
      UpdaterStep step = UpdaterStep.of(sgd, parameters_1P, List.of(gradient_1P), team);

      step.apply(1);

      assertThat(parameters_1P.toFloatVector()).containsExactly(0, -4);
      assertThat(step.state()).isEmpty();
      assertThat(step.iteration()).isOne();
    }
  }

  @Test
  void apply_severalGradients_addsUpThoseInUse() {
    int length = 40_000;
    INDArray first_1P = Nd4j.ones(DataType.FLOAT, 1, length);
    INDArray second_1P = Nd4j.ones(DataType.FLOAT, 1, length).muli(2);
    for (int threads = 1; threads <= 3; threads++) {
      INDArray parameters_1P = Nd4j.zeros(DataType.FLOAT, 1, length);
      try (WorkTeam team = new WorkTeam(threads)) {
        OptimizerConfig sgd = new OptimizerConfig.Sgd(1, 0);
        UpdaterStep step = UpdaterStep.of(sgd, parameters_1P, List.of(first_1P, second_1P), team);

        step.apply(2);
        assertThat(parameters_1P.toFloatVector()).containsOnly(-3);
        step.apply(1);
        assertThat(parameters_1P.toFloatVector()).containsOnly(-4);
      }
    }
  }

  @Test
  void restore_otherLength_isRefused() {
    INDArray parameters_1P = Nd4j.ones(DataType.FLOAT, 1, 2);
    try (WorkTeam team = new WorkTeam(1)) {
      UpdaterStep step = UpdaterStep.of(ADAM, parameters_1P, List.of(parameters_1P), team);

      assertThatThrownBy(() -> step.restore(new float[3], 1))
          .hasMessage("updater state: expected 4 values, received 3");
    }
  }
}
