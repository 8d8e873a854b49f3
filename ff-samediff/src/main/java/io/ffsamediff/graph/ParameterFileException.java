package io.ffsamediff.graph;

import org.jspecify.annotations.Nullable;

/**
 * A file that does not hold the parameters of the layer or head that it was read for: damaged, of
 * another network, or of another kind; exit code 5.
 */
public final class ParameterFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With the message for the user and the cause, if another exception is it. */
  ParameterFileException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
