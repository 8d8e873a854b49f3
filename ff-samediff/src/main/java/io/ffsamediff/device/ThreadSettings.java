package io.ffsamediff.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables that the native libraries read when they load.
 *
 * @param ompNumThreads {@code OMP_NUM_THREADS}: threads of ND4J and of the BLAS
 * @param ompWaitPolicy {@code OMP_WAIT_POLICY}: whether idle threads spin
 * @param openblasCoreType {@code OPENBLAS_CORETYPE}: kernels to take instead of the detected ones
 */
public record ThreadSettings(
    @Nullable String ompNumThreads,
    @Nullable String ompWaitPolicy,
    @Nullable String openblasCoreType) {

  /** Threads of ND4J and of the BLAS. */
  public static final String OMP_NUM_THREADS = "OMP_NUM_THREADS";

  /** Whether idle threads spin. */
  public static final String OMP_WAIT_POLICY = "OMP_WAIT_POLICY";

  /** Kernels to take instead of the detected ones. */
  public static final String OPENBLAS_CORETYPE = "OPENBLAS_CORETYPE";

  private static final String PASSIVE = "passive";

  /** The settings in an environment. */
  public static ThreadSettings of(Map<String, String> environment) {
    return new ThreadSettings(
        environment.get(OMP_NUM_THREADS),
        environment.get(OMP_WAIT_POLICY),
        environment.get(OPENBLAS_CORETYPE));
  }

  /**
   * The variables whose values are not the launcher's, by name.
   *
   * @param cores processors that the process may use
   */
  public List<String> ownChoices(int cores) {
    List<String> own = new ArrayList<>();
    if (openblasCoreType != null) {
      own.add(OPENBLAS_CORETYPE);
    }
    if (!Integer.toString(cores).equals(ompNumThreads)) {
      own.add(OMP_NUM_THREADS);
    }
    if (!PASSIVE.equalsIgnoreCase(ompWaitPolicy)) {
      own.add(OMP_WAIT_POLICY);
    }
    return own;
  }

  /** What makes runs slow, a sentence each; empty when all is well. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (!PASSIVE.equalsIgnoreCase(ompWaitPolicy)) {
      warnings.add(
          "OMP_WAIT_POLICY: expected passive, received %s. Idle threads of ND4J and OpenBLAS spin and slow each other down up to three times."
              .formatted(ompWaitPolicy == null ? "nothing" : ompWaitPolicy));
    }
    if (ompNumThreads == null) {
      warnings.add(
          "OMP_NUM_THREADS: expected a number, received nothing. ND4J guesses, too high in a container.");
    }
    return warnings;
  }
}
