package io.ffsamediff.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ffsamediff.cuda.GpuException;
import io.ffsamediff.cuda.HostGpu;
import io.ffsamediff.cuda.Precision;
import io.ffsamediff.device.DeviceException;
import io.ffsamediff.kernel.Dialect;
import io.ffsamediff.kernel.HostLibrary;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CudaCheckTest {

  @BeforeAll
  static void needsCompiler() {
    assumeTrue(HostLibrary.isAvailable(), "no C compiler (cc) on this machine");
  }

  @Test
  void run_deviceThatComputesTheSame_passes() {
    HostGpu gpu = new HostGpu(1L << 30);
    try (CudaSession session = new CudaSession(gpu, Dialect.HOST, Precision.F32)) {
      new CudaCheck(session).run();
    }
    assertThat(gpu.open()).isEmpty();
    assertThat(gpu.calls()).contains("replay");
  }

  @Test
  void run_deviceThatMultipliesWrongly_isFoundOut() {
    HostGpu gpu = new HostGpu(1L << 30).multiplyingBy(1.01f);
    try (CudaSession session = new CudaSession(gpu, Dialect.HOST, Precision.F32)) {
      assertThatThrownBy(() -> new CudaCheck(session).run())
          .isInstanceOf(DeviceException.class)
          .hasMessageContaining("self-check, layer 1, ");
    }
  }

  /** This machine has no driver, or the class path no presets: whichever, it is said. */
  @Test
  void check_withoutDevice_saysWhatIsMissing() {
    assumeTrue(System.getenv("CUDA_VISIBLE_DEVICES") == null, "there may be a device");
    assertThatThrownBy(CudaDevice::check)
        .isInstanceOf(GpuException.class)
        .hasMessageStartingWith("CUDA");
  }
}
