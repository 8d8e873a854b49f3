package io.ffsamediff.run;

import io.ffsamediff.config.Shown;
import org.jspecify.annotations.Nullable;

/** A folder that is no run, or a damaged, foreign or newer file in one; exit code 5. */
public final class RunFormatException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With the message for the user. */
  public RunFormatException(String message) {
    this(message, null);
  }

  /** With the message for the user and the cause. */
  public RunFormatException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** {@code <file>: expected <expected>, received <received>. <fix>}. */
  static RunFormatException of(Object where, String expected, Object received, String fix) {
    return new RunFormatException(
        "%s: expected %s, received %s. %s"
            .formatted(where, Shown.of(expected), Shown.of(received), fix));
  }
}
