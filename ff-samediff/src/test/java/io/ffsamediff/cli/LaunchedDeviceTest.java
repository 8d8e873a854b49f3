package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ffsamediff.config.DeviceConfig.DeviceType;
import io.ffsamediff.device.DeviceChoice;
import io.ffsamediff.device.DeviceException;
import io.ffsamediff.device.GpuDevice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LaunchedDeviceTest {

  private static final GpuDevice GPU =
      new GpuDevice(1, "GPU-1", "a \"card\"", "8.0", "550.54", "8192 MiB", false);

  @AfterEach
  void forget() {
    System.clearProperty(LaunchedDevice.PROPERTY);
  }

  @Test
  void ofThisProcess_startedByHand_isNone() {
    assertThat(LaunchedDevice.ofThisProcess()).isEmpty();
  }

  @Test
  void option_asProperty_comesBackUnchanged() {
    for (LaunchedDevice device :
        new LaunchedDevice[] {
          LaunchedDevice.of(new DeviceChoice("cuda11", "it works", GPU)),
          LaunchedDevice.of(DeviceChoice.cpu("no driver")),
          LaunchedDevice.refused(new DeviceException("no card"))
        }) {
      String[] option = device.option().substring(2).split("=", 2);
      System.setProperty(option[0], option[1]);

      assertThat(LaunchedDevice.ofThisProcess()).contains(device);
    }
  }

  @Test
  void require_cudaThatWasRefused_failsWithTheReason() {
    LaunchedDevice refused = LaunchedDevice.refused(new DeviceException("no card"));

    assertThatThrownBy(() -> refused.require(DeviceType.CUDA))
        .isInstanceOf(DeviceException.class)
        .hasMessage("no card");
  }

  @Test
  void require_cudaInAProcessStartedOnTheCpu_fails() {
    LaunchedDevice cpu = LaunchedDevice.of(DeviceChoice.cpu("no driver"));

    assertThatThrownBy(() -> cpu.require(DeviceType.CUDA))
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("received a process that was started on the CPU: no driver.");
  }

  @Test
  void require_whatIsThere_givesItsReason() {
    LaunchedDevice cpu = LaunchedDevice.of(DeviceChoice.cpu("no driver"));
    DeviceChoice cuda = new DeviceChoice("cuda11", "it works", GPU);

    assertThat(cpu.require(DeviceType.AUTO)).isEqualTo(DeviceChoice.cpu("no driver"));
    assertThat(cpu.require(DeviceType.CPU)).isEqualTo(DeviceChoice.cpu("the CPU was asked for"));
    assertThat(LaunchedDevice.of(cuda).require(DeviceType.AUTO)).isEqualTo(cuda);
    assertThat(LaunchedDevice.of(cuda).require(DeviceType.CUDA)).isEqualTo(cuda);
  }
}
