package io.ffsamediff.train;

/** The loss is no longer a finite number; the message names layer and step. */
public final class DivergedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With the message for the user. */
  public DivergedException(String message) {
    super(message);
  }
}
