package io.ffsamediff.device;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A variable of the environment that differs from what the launcher sets, and the rate of matrix
 * products in a process that started without the difference.
 *
 * @param variable name of the variable
 * @param value its value; none where it is not set
 * @param standard the launcher's value; none where it sets nothing
 * @param standardRate the rate with the launcher's value; none where it could not be measured
 */
public record SettingTrial(
    String variable,
    @Nullable String value,
    @Nullable String standard,
    @Nullable BlasRate standardRate) {

  /** Share of the rate from which on a value costs much; less is lost between two measurements. */
  static final double COSTS_MUCH = 0.1;

  /**
   * A warning where the value costs much.
   *
   * @param rate the rate with the value
   */
  public Optional<String> warning(BlasRate rate) {
    if (standardRate == null || !matters(rate, standardRate)) {
      return Optional.empty();
    }
    double share = 1 - rate.gflops() / standardRate.gflops();
    return share > COSTS_MUCH
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "%s: expected %s, received %s. It costs %.0f %% of the rate of matrix products: %s, %s without it. Unset it.",
                variable,
                orNothing(standard),
                orNothing(value),
                100 * share,
                rate,
                standardRate))
        : Optional.empty();
  }

  /** As in {@code without OMP_NUM_THREADS=1: 95 GFLOP/s (SkylakeX kernels, threads: 2)}. */
  public String summary() {
    return "without %s=%s: %s"
        .formatted(
            variable, orNothing(value), standardRate == null ? "not measured" : standardRate);
  }

  /** With the same kernels and threads, a difference is noise; waiting is in neither. */
  private boolean matters(BlasRate rate, BlasRate standard) {
    return variable.equals(ThreadSettings.OMP_WAIT_POLICY)
        || !rate.kernel().equals(standard.kernel())
        || rate.threads() != standard.threads();
  }

  private static String orNothing(@Nullable String text) {
    return text == null ? "nothing" : text;
  }
}
