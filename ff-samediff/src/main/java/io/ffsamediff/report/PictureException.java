package io.ffsamediff.report;

/** A picture could not be drawn: this Java has no fonts or no desktop classes. */
public final class PictureException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PictureException(Throwable cause) {
    super(String.valueOf(cause.getMessage()), cause);
  }
}
