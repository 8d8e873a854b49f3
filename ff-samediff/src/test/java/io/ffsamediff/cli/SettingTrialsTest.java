package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.config.DeviceConfig.DeviceType;
import io.ffsamediff.device.BlasRate;
import io.ffsamediff.device.DeviceChoice;
import io.ffsamediff.device.Machine;
import io.ffsamediff.device.SettingTrial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingTrialsTest {

  private static final BlasRate RATE = new BlasRate("Zen", 6, 100);

  private final List<LaunchPlan> measured = new ArrayList<>();

  @Test
  void run_launchersValues_measuresNothing() {
    assertThat(run(Map.of("OMP_NUM_THREADS", "6", "OMP_WAIT_POLICY", "passive"))).isEmpty();
    assertThat(measured).isEmpty();
  }

  @Test
  void run_twoOwnValues_measuresEachWithoutItOnly() {
    List<SettingTrial> trials =
        run(
            Map.of(
                "OMP_NUM_THREADS", "3",
                "OMP_WAIT_POLICY", "passive",
                "OPENBLAS_CORETYPE", "Haswell"));

    assertThat(trials)
        .containsExactly(
            new SettingTrial("OPENBLAS_CORETYPE", "Haswell", null, RATE),
            new SettingTrial("OMP_NUM_THREADS", "3", "6", RATE));
    assertThat(measured.get(0).userEnvironment())
        .containsEntry("OMP_NUM_THREADS", "3")
        .doesNotContainKey("OPENBLAS_CORETYPE");
    assertThat(measured.get(1).userEnvironment()).containsEntry("OPENBLAS_CORETYPE", "Haswell");
    assertThat(measured.get(1).environment()).containsOnly(Map.entry("OMP_NUM_THREADS", "6"));
  }

  @Test
  void run_measurementThatFails_leavesTheRateOut() {
    LaunchPlan plan = plan(Map.of("OMP_NUM_THREADS", "6", "OMP_WAIT_POLICY", "active"));

    assertThat(SettingTrials.run(plan, standard -> Optional.empty()))
        .containsExactly(new SettingTrial("OMP_WAIT_POLICY", "active", "passive", null));
  }

  private List<SettingTrial> run(Map<String, String> environment) {
    return SettingTrials.run(
        plan(environment),
        standard -> {
          measured.add(standard);
          return Optional.of(RATE);
        });
  }

  private static LaunchPlan plan(Map<String, String> environment) {
    return new LaunchPlan(
        Path.of("dist"),
        LaunchedDevice.of(DeviceChoice.cpu("a test")),
        new LaunchRequest("auto", DeviceType.AUTO),
        new Machine("CPU", 6, 1L << 30, "Linux", "JVM"),
        environment);
  }
}
