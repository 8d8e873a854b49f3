package io.ffsamediff.examples.chaos;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A run that is not as it must be after a kill. */
final class BrokenRun extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BrokenRun(String message) {
    super(message);
  }

  /**
   * Throws unless something holds.
   *
   * @param words what is to be said, with a blank between
   */
  static void unless(boolean holds, Object... words) {
    if (!holds) {
      throw new BrokenRun(Stream.of(words).map(String::valueOf).collect(Collectors.joining(" ")));
    }
  }
}
