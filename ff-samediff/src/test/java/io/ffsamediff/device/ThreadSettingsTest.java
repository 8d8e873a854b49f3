package io.ffsamediff.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ThreadSettingsTest {

  @Test
  void warnings_asTheLauncherSets_areNone() {
    ThreadSettings settings =
        ThreadSettings.of(Map.of("OMP_NUM_THREADS", "2", "OMP_WAIT_POLICY", "PASSIVE"));

    assertThat(settings.warnings()).isEmpty();
  }

  @Test
  void ownChoices_asTheLauncherSets_areNone() {
    Map<String, String> set = Map.of("OMP_NUM_THREADS", "2", "OMP_WAIT_POLICY", "PASSIVE");

    assertThat(ThreadSettings.of(set).ownChoices(2)).isEmpty();
  }

  @Test
  void ownChoices_otherValues_areNamed() {
    Map<String, String> set =
        Map.of(
            "OMP_NUM_THREADS", "2",
            "OMP_WAIT_POLICY", "active",
            "OPENBLAS_CORETYPE", "Haswell");

    assertThat(ThreadSettings.of(set).ownChoices(4))
        .containsExactly("OPENBLAS_CORETYPE", "OMP_NUM_THREADS", "OMP_WAIT_POLICY");
    assertThat(ThreadSettings.of(Map.of()).ownChoices(4))
        .containsExactly("OMP_NUM_THREADS", "OMP_WAIT_POLICY");
  }

  @Test
  void warnings_nothingSet_nameBothVariables() {
    assertThat(ThreadSettings.of(Map.of()).warnings())
        .hasSize(2)
        .anySatisfy(
            warning ->
                assertThat(warning)
                    .startsWith("OMP_WAIT_POLICY: expected passive, received nothing"))
        .anySatisfy(
            warning ->
                assertThat(warning)
                    .startsWith("OMP_NUM_THREADS: expected a number, received nothing"));
  }

  @Test
  void warnings_activeWaiting_tellsTheValue() {
    ThreadSettings settings =
        ThreadSettings.of(Map.of("OMP_NUM_THREADS", "2", "OMP_WAIT_POLICY", "active"));

    assertThat(settings.warnings())
        .singleElement()
        .asString()
        .contains("expected passive, received active");
  }
}
