package io.ffsamediff.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DeviceProbeTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** What {@code nvidia-smi --query-gpu=... --format=csv,noheader} prints, one and several. */
  private static final String A100 =
      "0, GPU-5d2b9c4e-aaaa, NVIDIA A100-SXM4-40GB, 8.0, 550.54.15, 40960 MiB, Disabled\n";

  private static final String H100_MIG =
      "1, GPU-77c1f0de-bbbb, NVIDIA H100 80GB HBM3, 9.0, 550.54.15, 81559 MiB, Enabled\n";

  private static final String GEFORCE =
      "2, GPU-0e1f2a3b-cccc, NVIDIA GeForce RTX 2080 Ti, 7.5, 550.54.15, 11264 MiB, [N/A]\n";

  @TempDir private Path folder;

  @Test
  void parse_severalDevices_readsAllFields() {
    DeviceProbe probe = DeviceProbe.parse("nvidia-smi", A100 + H100_MIG + GEFORCE);

    assertThat(probe.finding()).isEqualTo("nvidia-smi reports 3 CUDA device(s)");
    assertThat(probe.devices())
        .containsExactly(
            new GpuDevice(
                0,
                "GPU-5d2b9c4e-aaaa",
                "NVIDIA A100-SXM4-40GB",
                "8.0",
                "550.54.15",
                "40960 MiB",
                false),
            new GpuDevice(
                1,
                "GPU-77c1f0de-bbbb",
                "NVIDIA H100 80GB HBM3",
                "9.0",
                "550.54.15",
                "81559 MiB",
                true),
            new GpuDevice(
                2,
                "GPU-0e1f2a3b-cccc",
                "NVIDIA GeForce RTX 2080 Ti",
                "7.5",
                "550.54.15",
                "11264 MiB",
                false));
    assertThat(probe.devices().get(1))
        .hasToString(
            "1: NVIDIA H100 80GB HBM3 (compute capability 9.0, 81559 MiB, driver 550.54.15, MIG)");
  }

  @Test
  void parse_lineOfAnotherForm_isToldAndNotADevice() {
    DeviceProbe probe = DeviceProbe.parse("nvidia-smi", "No devices were found\n");

    assertThat(probe.devices()).isEmpty();
    assertThat(probe.finding()).contains("0 CUDA device(s)", "No devices were found");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void run_programAnswers_readsDevicesWithoutAskingLibcuda() throws IOException {
    String smi = script("smi", "printf '%s' '" + A100 + "'");

    DeviceProbe probe = run(smi, missing(), Map.of());

    assertThat(probe).isEqualTo(DeviceProbe.parse("nvidia-smi", A100));
    assertThat(probe.devices()).hasSize(1);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void run_visibleDevicesSet_leavesThoseInTheirOrder() throws IOException {
    String smi = script("smi", "printf '%s' '" + A100 + H100_MIG + GEFORCE + "'");

    DeviceProbe probe = run(smi, missing(), Map.of("CUDA_VISIBLE_DEVICES", "2,GPU-5d2b"));

    assertThat(probe.devices()).extracting(GpuDevice::index).containsExactly(2, 0);
    assertThat(probe.finding())
        .isEqualTo(
            "nvidia-smi reports 3 CUDA device(s),"
                + " of which CUDA_VISIBLE_DEVICES=2,GPU-5d2b leaves 2");
  }

  @Test
  void run_nothingInstalled_findsNothingAndSaysBothReasons() {
    DeviceProbe probe = run(missing(), missing(), Map.of());

    assertThat(probe.devices()).isEmpty();
    assertThat(probe.finding())
        .isEqualTo(
            "absent is not installed or cannot be started;"
                + " libcuda: absent is not installed or cannot be started");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void run_driverUnreachable_tellsItsExitCodeAndTheReasonOfLibcuda() throws IOException {
    String smi =
        script(
            "smi",
            "echo \"NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.\"; exit 9");
    String libcuda = script("libcuda", "echo 'reason: libcuda is not to be found'; exit 7");

    DeviceProbe probe = run(smi, libcuda, Map.of());

    assertThat(probe.devices()).isEmpty();
    assertThat(probe.finding())
        .isEqualTo(
            "smi ended with 9: NVIDIA-SMI has failed because it couldn't communicate with the"
                + " NVIDIA driver.; libcuda is not to be found");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void run_smiMissingAsInAContainer_asksLibcuda() throws IOException {
    String libcuda = script("libcuda", "echo '0, , NVIDIA L4, 8.9, CUDA 12.4, 22491 MiB, [N/A]'");

    DeviceProbe probe = run(missing(), libcuda, Map.of("CUDA_VISIBLE_DEVICES", "3"));

    assertThat(probe.finding()).isEqualTo("libcuda reports 1 CUDA device(s)");
    assertThat(probe.devices())
        .containsExactly(new GpuDevice(0, "", "NVIDIA L4", "8.9", "CUDA 12.4", "22491 MiB", false));
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void run_programHangs_isStoppedAndTold() throws IOException {
    String smi = script("smi", "exec sleep 600");

    DeviceProbe probe =
        DeviceProbe.run(List.of(smi), List.of(missing()), Duration.ofSeconds(1), Map.of());

    assertThat(probe.devices()).isEmpty();
    assertThat(probe.finding()).startsWith("smi gave no answer within 1 s; libcuda: ");
    assertThat(ProcessHandle.current().children())
        .allSatisfy(child -> assertThat(child.onExit()).succeedsWithin(LIMIT));
  }

  private static DeviceProbe run(String smi, String libcuda, Map<String, String> environment) {
    return DeviceProbe.run(List.of(smi), List.of(libcuda), LIMIT, environment);
  }

  private String missing() {
    return folder.resolve("absent").toString();
  }

  private String script(String name, String body) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file.toString();
  }
}
