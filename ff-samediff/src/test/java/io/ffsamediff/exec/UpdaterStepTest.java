package io.ffsamediff.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ffsamediff.config.OptimizerConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class UpdaterStepTest {

  private static final OptimizerConfig.Adam ADAM = new OptimizerConfig.Adam(0.03, 0.9, 0.999, 1e-7);

  private static final int LONG = 40_000;

  static Stream<OptimizerConfig> optimizers() {
    return Stream.of(
        ADAM,
        new OptimizerConfig.AdamW(0.03, 0.9, 0.999, 1e-7, 0.5),
        new OptimizerConfig.Sgd(0.1, 0, false, 0),
        new OptimizerConfig.Sgd(0.1, 0, false, 0.5),
        new OptimizerConfig.Sgd(0.1, 0.9, false, 0),
        new OptimizerConfig.Sgd(0.1, 0.9, false, 0.5),
        new OptimizerConfig.Sgd(0.1, 0, true, 0.5),
        new OptimizerConfig.Sgd(0.1, 0.9, true, 0),
        new OptimizerConfig.Sgd(0.1, 0.9, true, 0.5));
  }

  /** Four weights, two biases, and a learning rate that falls. */
  @ParameterizedTest
  @MethodSource("optimizers")
  void apply_anyOptimizer_followsTheReference(OptimizerConfig config) {
    Random random = new Random(6);
    double[] w = {1, -1, 0.5, 2, 1, -1};
    ReferenceOptimizer reference = new ReferenceOptimizer(config, w, 4);
    INDArray parameters_1P = Nd4j.createFromArray(new float[][] {{1, -1, 0.5f, 2, 1, -1}});
    INDArray gradient_1P = Nd4j.zeros(DataType.FLOAT, 1, 6);
    try (WorkTeam team = new WorkTeam(2)) {
      UpdaterStep step = UpdaterStep.of(config, parameters_1P, List.of(gradient_1P), 4, team);
      for (int t = 0; t < 40; t++) {
        double factor = t == 0 ? 1 : 1 - t / 50.0;
        gradient_1P.assign(Nd4j.createFromArray(gaussians(random)));
        if (t > 0) {
          step.setRate(factor);
        }
        step.apply(1);
        reference.step(gradient_1P.toDoubleVector(), factor);

        for (int p = 0; p < 6; p++) {
          assertThat(parameters_1P.getDouble(p))
              .as("step %d, parameter %d", t, p)
              .isCloseTo(w[p], within(5e-6));
        }
      }
    }
  }

  /** On this backend, as on any. */
  @ParameterizedTest
  @MethodSource("optimizers")
  void applyAsOps_anyOptimizer_followsTheHostsLoop(OptimizerConfig config) {
    Random random = new Random(8);
    INDArray expected_1P = Nd4j.createFromArray(gaussians(random));
    INDArray actual_1P = expected_1P.dup();
    INDArray gradient_1P = Nd4j.zeros(DataType.FLOAT, 1, 6);
    INDArray mine_1P = Nd4j.zeros(DataType.FLOAT, 1, 6);
    INDArray share_1P = Nd4j.zeros(DataType.FLOAT, 1, 6);
    try (WorkTeam team = new WorkTeam(1)) {
      Optimizer host = Optimizer.of(config, expected_1P, List.of(gradient_1P, share_1P), 4, team);
      Optimizer ops = new DeviceUpdater(config, actual_1P, List.of(mine_1P, share_1P), 4);
      for (int t = 0; t < 30; t++) {
        if (t == 20) {
          ops = new DeviceUpdater(config, actual_1P, List.of(mine_1P, share_1P), 4);
          ops.restore(host.state(), host.iteration());
        }
        gradient_1P.assign(Nd4j.createFromArray(gaussians(random)));
        mine_1P.assign(gradient_1P); // ops leave the update there
        share_1P.assign(Nd4j.createFromArray(gaussians(random)));
        host.setRate(1 - t / 50.0);
        ops.setRate(1 - t / 50.0);
        host.apply(2);
        ops.apply(2);

        assertThat(actual_1P.toFloatVector())
            .as("step %d", t)
            .containsExactly(expected_1P.toFloatVector(), within(2e-6f));
        assertThat(ops.state()).containsExactly(host.state(), within(2e-6f));
        assertThat(ops.iteration()).isEqualTo(t + 1);
      }
    }
  }

  private static float[][] gaussians(Random random) {
    float[][] values_1P = new float[1][6];
    for (int p = 0; p < 6; p++) {
      values_1P[0][p] = (float) random.nextGaussian();
    }
    return values_1P;
  }

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
  void apply_damped_followsHintonsCode() {
    INDArray parameters_1P = Nd4j.createFromArray(new float[][] {{1, -2, 1}});
    INDArray gradient_1P = Nd4j.createFromArray(new float[][] {{4, 8, 4}});
    try (WorkTeam team = new WorkTeam(1)) {
      OptimizerConfig sgd = new OptimizerConfig.Sgd(0.5, 0.75, true, 0.5);
      UpdaterStep step = UpdaterStep.of(sgd, parameters_1P, List.of(gradient_1P), 2, team);

      step.apply(1);
      assertThat(step.state()).containsExactly(1, 2, 1);
      assertThat(parameters_1P.toFloatVector()).containsExactly(0.25f, -2.5f, 0.5f);
      step.apply(1);
      assertThat(step.state()).containsExactly(1.75f, 3.5f, 1.75f);
      assertThat(parameters_1P.toFloatVector()).containsExactly(-0.6875f, -3.625f, -0.375f);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "1, 1", "1, 2047", "2, 2048", "2, 2049", "3, 20001", "2, 39999", "3, 40000"})
  void apply_decayEndingAnywhere_leavesTheRest(int threads, int decayed) {
    INDArray parameters_1P = Nd4j.ones(DataType.FLOAT, 1, LONG);
    INDArray gradient_1P = Nd4j.zeros(DataType.FLOAT, 1, LONG);
    try (WorkTeam team = new WorkTeam(threads)) {
      OptimizerConfig sgd = new OptimizerConfig.Sgd(0.5, 0.9, true, 1);
      UpdaterStep step = UpdaterStep.of(sgd, parameters_1P, List.of(gradient_1P), decayed, team);

      step.apply(1);

      float[] expected_P = new float[LONG];
      Arrays.fill(expected_P, 0, decayed, 0.5f);
      Arrays.fill(expected_P, decayed, LONG, 1);
      assertThat(parameters_1P.toFloatVector()).isEqualTo(expected_P);
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void update_rangeAfterRange_isThatOfOnePass(OptimizerConfig config) {
    INDArray whole_1P = Nd4j.linspace(DataType.FLOAT, -1, 1e-4, LONG).reshape(1, LONG);
    INDArray ranges_1P = whole_1P.dup();
    INDArray gradient_1P = Nd4j.linspace(DataType.FLOAT, 2, -1e-4, LONG).reshape(1, LONG);
    try (WorkTeam team = new WorkTeam(1)) {
      UpdaterStep pass = UpdaterStep.of(config, whole_1P, List.of(gradient_1P), 5000, team);
      UpdaterStep parts = UpdaterStep.of(config, ranges_1P, List.of(gradient_1P), 5000, team);
      for (int t = 0; t < 3; t++) {
        pass.apply(1);
        parts.start(1);
        parts.update(0, slice(gradient_1P, 5000, LONG), 5000);
        parts.update(0, slice(gradient_1P, 0, 4999), 0);
        parts.update(0, slice(gradient_1P, 4999, 5000), 4999);
        parts.finish();
      }
      assertThat(ranges_1P.toFloatVector()).isEqualTo(whole_1P.toFloatVector());
      assertThat(parts.state()).isEqualTo(pass.state());
    }
  }

  private static float[] slice(INDArray array_1P, int from, int to) {
    return Arrays.copyOfRange(array_1P.toFloatVector(), from, to);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void apply_withoutGradients_leavesNoDenormals(OptimizerConfig config) {
    INDArray parameters_1P = Nd4j.ones(DataType.FLOAT, 1, 2);
    INDArray gradient_1P = Nd4j.ones(DataType.FLOAT, 1, 2);
    try (WorkTeam team = new WorkTeam(1)) {
      UpdaterStep step = UpdaterStep.of(config, parameters_1P, List.of(gradient_1P), 1, team);
      step.apply(1);
      gradient_1P.assign(0);
      for (int t = 0; t < 9000; t++) {
        step.apply(1);
      }

      // The weight itself far above, as a step multiplies it by its decay.
      assertThat(Math.abs(parameters_1P.getFloat(0))).isGreaterThan(1e-32f);
      for (float value : step.state()) {
        assertThat(Math.abs(value))
            .satisfiesAnyOf(
                m -> assertThat(m).isZero(), m -> assertThat(m).isGreaterThan(Float.MIN_NORMAL));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void setRate_zero_leavesTheWeights(OptimizerConfig config) {
    INDArray parameters_1P = Nd4j.ones(DataType.FLOAT, 1, 3);
    try (WorkTeam team = new WorkTeam(1)) {
      INDArray gradient_1P = Nd4j.ones(DataType.FLOAT, 1, 3);
      UpdaterStep step = UpdaterStep.of(config, parameters_1P, List.of(gradient_1P), 3, team);

      step.setRate(0);
      step.apply(1);
      assertThat(parameters_1P.toFloatVector()).containsOnly(1);
      assertThat(step.iteration()).isOne();
      step.setRate(1);
      step.apply(1);
      assertThat(parameters_1P.toFloatVector()).doesNotContain(1);
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void restore_savedState_goesOnBitForBit(OptimizerConfig config) {
    INDArray parameters_1P = Nd4j.linspace(DataType.FLOAT, -1, 0.1, 20).reshape(1, 20);
    INDArray gradient_1P = Nd4j.linspace(DataType.FLOAT, 1, -0.07, 20).reshape(1, 20);
    try (WorkTeam team = new WorkTeam(1)) {
      UpdaterStep step = UpdaterStep.of(config, parameters_1P, List.of(gradient_1P), 15, team);
      step.apply(1);
      step.apply(1);
      INDArray resumed_1P = parameters_1P.dup();
      UpdaterStep later = UpdaterStep.of(config, resumed_1P, List.of(gradient_1P), 15, team);
      later.restore(step.state(), step.iteration());
      for (int t = 0; t < 3; t++) {
        step.apply(1);
        later.apply(1);
      }

      assertThat(resumed_1P.toFloatVector()).isEqualTo(parameters_1P.toFloatVector());
      assertThat(later.state()).isEqualTo(step.state());
      assertThat(later.iteration()).isEqualTo(5);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, false, 0", "0.5, false, 1", "0, true, 1", "0.5, true, 1"})
  void state_ofDescent_isAVelocityWhereThereIsOne(double momentum, boolean damped, int vectors) {
    INDArray parameters_1P = Nd4j.ones(DataType.FLOAT, 1, 3);
    OptimizerConfig sgd = new OptimizerConfig.Sgd(0.1, momentum, damped, 0);
    try (WorkTeam team = new WorkTeam(1)) {
      UpdaterStep step = UpdaterStep.of(sgd, parameters_1P, List.of(parameters_1P), 3, team);

      assertThat(step.state()).hasSize(3 * vectors);
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
