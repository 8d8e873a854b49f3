package io.ffsamediff.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BlasInfoTest {

  @Test
  void read_bundledOpenBlas_tellsVersionKernelAndThreads() {
    BlasInfo blas = BlasInfo.read();

    assertThat(blas.vendor()).isEqualTo("openblas");
    assertThat(blas.config()).startsWith("OpenBLAS 0.3.31");
    assertThat(blas.version()).isEqualTo("0.3.31");
    assertThat(blas.config()).contains(blas.kernel());
    assertThat(blas.threads()).hasToString(System.getenv("OMP_NUM_THREADS"));
  }

  @Test
  void version_configUnknown_isUnknown() {
    assertThat(new BlasInfo("mkl", "unknown", "unknown", 2).version()).isEqualTo("unknown");
  }

  @Test
  void gemmRate_measured_isPlausible() {
    // From one slow core without vector units to the largest server.
    assertThat(GemmRate.measure()).isBetween(0.1, 50_000.0);
  }
}
