package io.ffsamediff.examples.soak;

import java.util.List;

/** What must not grow. */
enum Measure {
  RESIDENT("resident, less compiled code, MiB", 8),
  COMPILED("compiled code, MiB", 8),
  HEAP("heap after a collection, MiB", 1),
  METASPACE("metaspace, MiB", 1),
  THREADS("threads", 0.5),
  HANDLES("file handles", 0.5),
  RUN_FILES("files of the run", 0.5),
  TEMP_FILES("temporary files", 0.5);

  private final String words;
  private final double allowed;

  /**
   * A measure.
   *
   * @param allowed growth in the time measured that is no leak yet
   */
  Measure(String words, double allowed) {
    this.words = words;
    this.allowed = allowed;
  }

  /** For people. */
  String words() {
    return words;
  }

  /** Growth in the time measured that is no leak yet. */
  double allowed() {
    return allowed;
  }

  /** The line through samples of this measure. */
  Slope slope(List<Sample> samples) {
    return Slope.of(samples.stream().map(s -> new Slope.Point(s.hours(), of(s))).toList());
  }

  private double of(Sample sample) {
    return switch (this) {
      case RESIDENT -> sample.residentMiB();
      case COMPILED -> sample.compiledMiB();
      case HEAP -> sample.heapMiB();
      case METASPACE -> sample.metaspaceMiB();
      case THREADS -> sample.threads();
      case HANDLES -> sample.handles();
      case RUN_FILES -> sample.runFiles();
      case TEMP_FILES -> sample.tempFiles();
    };
  }
}
