package io.ffsamediff.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ffsamediff.config.DeviceConfig.DeviceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceChoiceTest {

  private static final InstalledBackends CPU_ONLY = installed("cpu");
  private static final InstalledBackends BOTH = installed("cpu", "cuda11");
  private static final DeviceProbe NO_DRIVER =
      new DeviceProbe(List.of(), "nvidia-smi is not installed or cannot be started");
  private static final DeviceProbe A100 = probe("8.0", "550.54.15");

  @Test
  void choose_cpu_takesItWithoutAskingTheDriver() {
    assertThat(choose(DeviceType.CPU, BOTH)).isEqualTo(DeviceChoice.cpu("the CPU was asked for"));
  }

  @Test
  void choose_autoWithoutCudaBackend_takesTheCpuWithoutAskingTheDriver() {
    assertThat(choose(DeviceType.AUTO, CPU_ONLY))
        .isEqualTo(
            DeviceChoice.cpu("no CUDA backend is installed (found: [cpu] in dist/backends)"));
  }

  @Test
  void choose_autoWithoutDevice_takesTheCpuAndSaysWhatWasProbed() {
    assertThat(DeviceChoice.choose(DeviceType.AUTO, BOTH, () -> NO_DRIVER, this::notTried))
        .isEqualTo(DeviceChoice.cpu("no CUDA device: " + NO_DRIVER.finding()));
  }

  @Test
  void choose_backendThatWorks_isTaken() {
    DeviceChoice choice =
        DeviceChoice.choose(DeviceType.AUTO, BOTH, () -> A100, (name, gpu) -> Optional.empty());

    assertThat(choice.backend()).isEqualTo("cuda11");
    assertThat(choice.gpu()).isEqualTo(A100.devices().get(0));
    assertThat(choice.reason())
        .isEqualTo("cuda11 works on 0: card (compute capability 8.0, 8192 MiB, driver 550.54.15)");
  }

  /** The engine's own executor makes its code for the device, from Turing on. */
  @ParameterizedTest
  @CsvSource({
    "7.0, 550.54, cuda11",
    "7.5, 550.54, cuda",
    "9.0, 550.54, cuda",
    "12.0, 580.65, cuda",
    "9.0, 470.82, cpu"
  })
  void choose_ownExecutorInstalled_goesBeforeNd4js(
      String capability, String driver, String chosen) {
    DeviceChoice choice =
        DeviceChoice.choose(
            DeviceType.AUTO,
            installed("cpu", "cuda", "cuda11"),
            () -> probe(capability, driver),
            (name, gpu) -> Optional.empty());

    assertThat(choice.backend()).isEqualTo(chosen);
    assertThat(choice.usesOwnExecutor()).isEqualTo(chosen.equals("cuda"));
  }

  /** A card that fails its self-check is left to the next backend, with the reason. */
  @Test
  void choose_ownExecutorThatFails_isLeftWithItsReason() {
    DeviceChoice choice =
        DeviceChoice.choose(
            DeviceType.AUTO,
            installed("cpu", "cuda"),
            () -> A100,
            (name, gpu) -> Optional.of("self-check, layer 1, loss"));

    assertThat(choice.backend()).isEqualTo("cpu");
    assertThat(choice.reason()).contains("cuda failed on 0: card", "self-check, layer 1, loss");
  }

  /** Newest first; a backend is tried only where it has code for the device. */
  @ParameterizedTest
  @CsvSource({
    "3.5, 550.54,    '',       cpu",
    "3.7, 470.82,    cuda11,   cuda11",
    "7.5, 450.80.02, cuda11,   cuda11",
    "7.5, 450.51,    '',       cpu",
    "8.0, 550.54,    cuda11,   cuda11",
    "8.6, 550.54,    cuda12,   cuda12",
    "8.6, 470.82,    cuda11,   cuda11",
    "8.9, 550.54,    cuda12,   cuda12",
    "9.0, 550.54,    cuda12,   cuda12",
    "10.0, 580.65,   '',       cpu",
    "12.0, 580.65,   '',       cpu",
    "8.9, CUDA 12.4, cuda12,   cuda12",
    "8.9, CUDA 11.4, cuda11,   cuda11",
    "8.0, CUDA 10.2, '',       cpu",
    "'[N/A]', 550.54, cuda12,  cuda12"
  })
  void choose_bothCudaBackends_triesTheFitOnes(
      String capability, String driver, String tried, String chosen) {
    List<String> trials = new ArrayList<>();

    DeviceChoice choice =
        DeviceChoice.choose(
            DeviceType.AUTO,
            installed("cpu", "cuda11", "cuda12"),
            () -> probe(capability, driver),
            (name, gpu) -> {
              trials.add(name);
              return Optional.empty();
            });

    assertThat(String.join(" ", trials)).isEqualTo(tried);
    assertThat(choice.backend()).isEqualTo(chosen);
  }

  @Test
  void choose_trialFails_takesTheNextBackendOrTheCpuAndSaysWhy() {
    DeviceChoice choice =
        DeviceChoice.choose(
            DeviceType.AUTO,
            installed("cpu", "cuda11", "cuda12"),
            () -> probe("8.6", "550.54"),
            (name, gpu) -> Optional.of("no libcublas"));

    String device = "0: card (compute capability 8.6, 8192 MiB, driver 550.54)";
    assertThat(choice)
        .isEqualTo(
            DeviceChoice.cpu(
                "cuda12 failed on %s: no libcublas; cuda11 failed on %s: no libcublas"
                    .formatted(device, device)));
  }

  @Test
  void choose_hopperWithCuda11_saysForWhichCardsThereIsCode() {
    DeviceProbe hopper = probe("9.0", "550.54.15");

    assertThat(DeviceChoice.choose(DeviceType.AUTO, BOTH, () -> hopper, this::notTried).reason())
        .isEqualTo(
            "cuda11 cannot be used on 0: card (compute capability 9.0, 8192 MiB, driver 550.54.15):"
                + " cuda11 has machine code for compute capability"
                + " 3.7, 5.0, 5.2, 6.0, 6.1, 7.0, 7.5, 8.0, 8.6 only");
  }

  @Test
  void choose_unknownBackend_isNotStarted() {
    assertThat(
            DeviceChoice.choose(
                    DeviceType.AUTO, installed("cpu", "rocm"), () -> A100, this::notTried)
                .reason())
        .isEqualTo("no CUDA backend is installed (found: [cpu, rocm] in dist/backends)");
    assertThat(
            DeviceChoice.choose(
                    DeviceType.AUTO, installed("cpu", "cuda99"), () -> A100, this::notTried)
                .reason())
        .isEqualTo("cuda99 is no backend that this version knows");
  }

  @Test
  void choose_cudaWithoutBackend_fails() {
    assertThatThrownBy(() -> choose(DeviceType.CUDA, CPU_ONLY))
        .isInstanceOf(DeviceException.class)
        .hasMessage(
            "/device/type: expected a CUDA device and a backend for it, received none:"
                + " no CUDA backend is installed (found: [cpu] in dist/backends)."
                + " Use --device auto or --device cpu.");
  }

  @Test
  void choose_cudaWithBackendButNoDevice_failsAndSaysWhatWasProbed() {
    assertThatThrownBy(
            () -> DeviceChoice.choose(DeviceType.CUDA, BOTH, () -> NO_DRIVER, this::notTried))
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("received none: no CUDA device: " + NO_DRIVER.finding());
  }

  @Test
  void choose_noBackendAtAll_fails() {
    assertThatThrownBy(() -> choose(DeviceType.AUTO, installed()))
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("expected an installed CPU backend, received [] in dist/backends");
  }

  private DeviceChoice choose(DeviceType asked, InstalledBackends installed) {
    return DeviceChoice.choose(
        asked,
        installed,
        () -> {
          throw new AssertionError("the driver must not be asked");
        },
        this::notTried);
  }

  private Optional<String> notTried(String backend, GpuDevice gpu) {
    throw new AssertionError(backend + " must not be tried on " + gpu);
  }

  private static InstalledBackends installed(String... names) {
    return new InstalledBackends(List.of(names), "dist/backends");
  }

  private static DeviceProbe probe(String capability, String driver) {
    return new DeviceProbe(
        List.of(new GpuDevice(0, "GPU-1", "card", capability, driver, "8192 MiB", false)),
        "nvidia-smi reports 1 CUDA device(s)");
  }
}
