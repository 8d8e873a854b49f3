package io.ffsamediff.device;

import java.util.Locale;

/**
 * How fast a process multiplies float32 matrices, and what decided it.
 *
 * @param kernel family of processors whose kernels were taken
 * @param threads threads of the BLAS
 * @param gflops rate in GFLOP/s
 */
public record BlasRate(String kernel, int threads, double gflops) {

  /** As in {@code 95 GFLOP/s (SkylakeX kernels, threads: 2)}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%.0f GFLOP/s (%s kernels, threads: %d)", gflops, kernel, threads);
  }
}
