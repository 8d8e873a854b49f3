package io.ffsamediff.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ffsamediff.config.DeviceConfig.DeviceType;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceChoiceTest {

  private static final InstalledBackends CPU_ONLY =
      new InstalledBackends(List.of("cpu"), "dist/backends");
  private static final InstalledBackends BOTH =
      new InstalledBackends(List.of("cpu", "cuda11"), "dist/backends");
  private static final DeviceProbe NO_DRIVER =
      new DeviceProbe(List.of(), "nvidia-smi is not installed or cannot be started");

  @Test
  void choose_cpu_takesItWithoutAskingTheDriver() {
    assertThat(DeviceChoice.choose(DeviceType.CPU, BOTH, DeviceChoiceTest::notAsked))
        .isEqualTo(new DeviceChoice("cpu", "the CPU was asked for"));
  }

  @Test
  void choose_autoWithoutCudaBackend_takesTheCpuWithoutAskingTheDriver() {
    assertThat(DeviceChoice.choose(DeviceType.AUTO, CPU_ONLY, DeviceChoiceTest::notAsked))
        .isEqualTo(
            new DeviceChoice(
                "cpu", "no CUDA backend is installed (found: [cpu] in dist/backends)"));
  }

  @Test
  void choose_autoWithoutDevice_takesTheCpuAndSaysWhatWasProbed() {
    assertThat(DeviceChoice.choose(DeviceType.AUTO, BOTH, () -> NO_DRIVER))
        .isEqualTo(new DeviceChoice("cpu", "no CUDA device: " + NO_DRIVER.finding()));
  }

  @Test
  void choose_cudaWithoutBackend_failsWithWhatWasProbed() {
    assertThatThrownBy(() -> DeviceChoice.choose(DeviceType.CUDA, CPU_ONLY, () -> NO_DRIVER))
        .isInstanceOf(DeviceException.class)
        .hasMessage(
            "/device/type: expected a CUDA device and a backend for it, received no CUDA backend"
                + " (backends: [cpu] in dist/backends;"
                + " nvidia-smi is not installed or cannot be started)."
                + " Use --device auto or --device cpu.");
  }

  @Test
  void choose_cudaWithBackendButNoDevice_failsAndNamesTheDevice() {
    assertThatThrownBy(() -> DeviceChoice.choose(DeviceType.CUDA, BOTH, () -> NO_DRIVER))
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("received no CUDA device (backends: [cpu, cuda11]");
  }

  @Test
  void choose_noBackendAtAll_fails() {
    InstalledBackends none = new InstalledBackends(List.of(), "dist/backends");

    assertThatThrownBy(() -> DeviceChoice.choose(DeviceType.AUTO, none, DeviceChoiceTest::notAsked))
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("expected an installed backend, received [] in dist/backends");
  }

  private static DeviceProbe notAsked() {
    throw new AssertionError("the driver must not be asked");
  }
}
