package io.ffsamediff.examples.soak;

import java.util.List;
import java.util.Map;

/**
 * How a part came through.
 *
 * @param part its name
 * @param epochs lines of the metrics at the end; 0 for runs in turn
 * @param slopes of each measure after the warm-up
 * @param leaks measures that surely grow by more than is allowed
 * @param leftFiles temporary and half-written files that were left at the end
 * @param samples all of them, the warm-up too
 */
record SoakResult(
    String part,
    long epochs,
    Map<Measure, Slope> slopes,
    List<Measure> leaks,
    List<String> leftFiles,
    List<Sample> samples) {

  SoakResult {
    leaks = List.copyOf(leaks);
    leftFiles = List.copyOf(leftFiles);
    samples = List.copyOf(samples);
  }

  /** Whether nothing grows and nothing is left. */
  boolean isFlat() {
    return leaks.isEmpty() && leftFiles.isEmpty();
  }
}
