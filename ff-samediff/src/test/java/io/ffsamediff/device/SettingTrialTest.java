package io.ffsamediff.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SettingTrialTest {

  private static final BlasRate PRESCOTT = new BlasRate("Prescott", 2, 50);

  @Test
  void warning_slowKernel_tellsBothRatesAndWhatToDo() {
    SettingTrial trial = coreType(new BlasRate("SkylakeX", 2, 200));

    assertThat(trial.warning(PRESCOTT))
        .contains(
            "OPENBLAS_CORETYPE: expected nothing, received Prescott. It costs 75 % of the rate of matrix products: 50 GFLOP/s (Prescott kernels, threads: 2), 200 GFLOP/s (SkylakeX kernels, threads: 2) without it. Unset it.");
  }

  @Test
  void warning_aboutTheLimit_dependsOnTheShare() {
    assertThat(coreType(new BlasRate("SkylakeX", 2, 55)).warning(PRESCOTT)).isEmpty();
    assertThat(coreType(new BlasRate("SkylakeX", 2, 56)).warning(PRESCOTT)).isPresent();
    assertThat(coreType(new BlasRate("SkylakeX", 2, 40)).warning(PRESCOTT)).isEmpty();
  }

  @Test
  void warning_sameKernelAndThreads_isNone() {
    assertThat(coreType(new BlasRate("Prescott", 2, 200)).warning(PRESCOTT)).isEmpty();
  }

  @Test
  void warning_otherThreads_namesTheLaunchersNumber() {
    SettingTrial trial = new SettingTrial("OMP_NUM_THREADS", "1", "2", new BlasRate("Zen", 2, 180));

    assertThat(trial.warning(new BlasRate("Zen", 1, 100)))
        .get()
        .asString()
        .startsWith("OMP_NUM_THREADS: expected 2, received 1. It costs 44 %");
  }

  @Test
  void warning_waiting_needsNoOtherKernel() {
    SettingTrial trial =
        new SettingTrial("OMP_WAIT_POLICY", null, "passive", new BlasRate("Prescott", 2, 100));

    assertThat(trial.warning(PRESCOTT))
        .get()
        .asString()
        .startsWith("OMP_WAIT_POLICY: expected passive, received nothing. It costs 50 %");
  }

  @Test
  void notMeasured_isSaidAndWarnsOfNothing() {
    SettingTrial trial = new SettingTrial("OPENBLAS_CORETYPE", "Prescott", null, null);

    assertThat(trial.warning(PRESCOTT)).isEmpty();
    assertThat(trial.summary()).isEqualTo("without OPENBLAS_CORETYPE=Prescott: not measured");
  }

  @Test
  void summary_measured_tellsTheRate() {
    assertThat(coreType(PRESCOTT).summary())
        .isEqualTo("without OPENBLAS_CORETYPE=Prescott: 50 GFLOP/s (Prescott kernels, threads: 2)");
  }

  private static SettingTrial coreType(BlasRate standard) {
    return new SettingTrial("OPENBLAS_CORETYPE", "Prescott", null, standard);
  }
}
