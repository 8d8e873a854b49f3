package io.ffsamediff.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ffsamediff.config.OptimizerConfig;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class UpdaterStepTest {

  private static final OptimizerConfig.Adam ADAM = new OptimizerConfig.Adam(0.03, 0.9, 0.999, 1e-7);

  /** Kingma and Ba (2015), algorithm 1, with epsilon as Keras has it, on doubles. */
  @Test
  void apply_repeated_followsThePrintedAlgorithm() {
    Random random = new Random(5);
    INDArray parameters_1P = Nd4j.ones(DataType.FLOAT, 1, 6);
    INDArray gradient_1P = Nd4j.zeros(DataType.FLOAT, 1, 6);
    double[] w = {1, 1, 1, 1, 1, 1};
    double[] m = new double[6];
    double[] v = new double[6];
    try (WorkTeam team = new WorkTeam(2)) {
      UpdaterStep step = UpdaterStep.of(ADAM, parameters_1P, List.of(gradient_1P), 0, team);
      for (int t = 1; t <= 200; t++) {
        double rate = 0.03 * Math.sqrt(1 - Math.pow(0.999, t)) / (1 - Math.pow(0.9, t));
        for (int p = 0; p < 6; p++) {
          float g = (float) ((random.nextDouble() - 0.4) * Math.pow(10, -t % 7));
          gradient_1P.putScalar(p, g);
          m[p] = 0.9 * m[p] + 0.1 * g;
          v[p] = 0.999 * v[p] + 0.001 * g * g;
          w[p] -= rate * m[p] / (Math.sqrt(v[p]) + 1e-7);
        }
        step.apply(1);
      }
      assertThat(step.iteration()).isEqualTo(200);
    }
    for (int p = 0; p < 6; p++) {
      assertThat(parameters_1P.getDouble(p)).isCloseTo(w[p], within(5e-6));
    }
  }

  @Test
  void apply_gradientsThatVanish_leaveNoDenormalMoments() {
    INDArray parameters_1P = Nd4j.ones(DataType.FLOAT, 1, 3);
    INDArray gradient_1P = Nd4j.zeros(DataType.FLOAT, 1, 3);
    try (WorkTeam team = new WorkTeam(2)) {
      UpdaterStep step = UpdaterStep.of(ADAM, parameters_1P, List.of(gradient_1P), 0, team);
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
      OptimizerConfig sgd = new OptimizerConfig.Sgd(0.25, 0.5, false, 0);
      UpdaterStep step = UpdaterStep.of(sgd, parameters_1P, List.of(gradient_1P), 0, team);

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
      OptimizerConfig sgd = new OptimizerConfig.Sgd(0.25, 0, false, 0);
      UpdaterStep step = UpdaterStep.of(sgd, parameters_1P, List.of(gradient_1P), 0, team);

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
        OptimizerConfig sgd = new OptimizerConfig.Sgd(1, 0, false, 0);
        UpdaterStep step =
            UpdaterStep.of(sgd, parameters_1P, List.of(first_1P, second_1P), 0, team);

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
      UpdaterStep step = UpdaterStep.of(ADAM, parameters_1P, List.of(parameters_1P), 0, team);

      assertThatThrownBy(() -> step.restore(new float[3], 1))
          .hasMessage("updater state: expected 4 values, received 3");
    }
  }
}
