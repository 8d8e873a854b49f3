package io.ffsamediff.train;

/**
 * Loss, goodness or parameters are no longer finite numbers; the message names the step or the
 * layer, and what helps.
 */
public final class DivergedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With the message for the user. */
  public DivergedException(String message) {
    super(message);
  }
}
