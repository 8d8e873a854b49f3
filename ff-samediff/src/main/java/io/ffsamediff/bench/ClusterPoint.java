package io.ffsamediff.bench;

import io.ffsamediff.exec.StageTimes;
import java.util.Locale;

/**
 * A layer's step, measured.
 *
 * @param master the cluster
 * @param series why it was measured: {@code scaling}, {@code bytes} or {@code jobs}
 * @param step its sizes
 * @param seconds the step
 * @param stages what it went to
 */
record ClusterPoint(
    String master, Series series, ClusterStep step, Spread seconds, StageTimes stages) {

  /** Why a point is measured. */
  enum Series {
    /** The configuration's own layers on rows of different number. */
    SCALING,
    /** Few rows, layers of different width. */
    BYTES,
    /** Hardly any rows, so that jobs and tasks are what is left. */
    JOBS;

    /** Its name in files. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
