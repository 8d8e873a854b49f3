package io.ffsamediff.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DeviceProbeTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir private Path folder;

  @Test
  void parse_twoDevices_readsAllFields() {
    DeviceProbe probe =
        DeviceProbe.parse(
            "nvidia-smi",
            """
            0, NVIDIA A100-SXM4-40GB, 8.0, 550.54.15, 40960 MiB
            1, NVIDIA H100 80GB HBM3, 9.0, 550.54.15, 81559 MiB
            """);

    assertThat(probe.finding()).isEqualTo("nvidia-smi reports 2 CUDA device(s)");
    assertThat(probe.devices())
        .containsExactly(
            new GpuDevice(0, "NVIDIA A100-SXM4-40GB", "8.0", "550.54.15", "40960 MiB"),
            new GpuDevice(1, "NVIDIA H100 80GB HBM3", "9.0", "550.54.15", "81559 MiB"));
    assertThat(probe.devices().get(0))
        .hasToString(
            "0: NVIDIA A100-SXM4-40GB (compute capability 8.0, 40960 MiB, driver 550.54.15)");
  }

  @Test
  void parse_lineOfAnotherForm_isToldAndNotADevice() {
    DeviceProbe probe = DeviceProbe.parse("nvidia-smi", "No devices were found\n");

    assertThat(probe.devices()).isEmpty();
    assertThat(probe.finding()).contains("0 CUDA device(s)", "No devices were found");
  }

  @Test
  void run_programMissing_findsNothingAndSaysSo() {
    DeviceProbe probe = DeviceProbe.run(List.of(folder.resolve("no-smi").toString()), LIMIT);

    assertThat(probe.devices()).isEmpty();
    assertThat(probe.finding()).endsWith("no-smi is not installed or cannot be started");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void run_programAnswers_readsDevices() throws IOException {
    String program = script("echo '0, Test card, 8.6, 550.1, 8192 MiB'");

    assertThat(DeviceProbe.run(List.of(program), LIMIT).devices())
        .containsExactly(new GpuDevice(0, "Test card", "8.6", "550.1", "8192 MiB"));
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void run_programFails_tellsItsExitCodeAndFirstLine() throws IOException {
    String program = script("echo \"couldn't communicate with the driver\"; exit 9");

    DeviceProbe probe = DeviceProbe.run(List.of(program), LIMIT);

    assertThat(probe.devices()).isEmpty();
    assertThat(probe.finding()).endsWith("ended with 9: couldn't communicate with the driver");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void run_programHangs_isStoppedAndTold() throws IOException {
    String program = script("exec sleep 600");

    DeviceProbe probe = DeviceProbe.run(List.of(program), Duration.ofSeconds(1));

    assertThat(probe.devices()).isEmpty();
    assertThat(probe.finding()).endsWith("gave no answer within 1 s");
    assertThat(ProcessHandle.current().children())
        .allSatisfy(child -> assertThat(child.onExit()).succeedsWithin(LIMIT));
  }

  private String script(String body) throws IOException {
    Path file = Files.writeString(folder.resolve("smi"), "#!/bin/sh\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file.toString();
  }
}
