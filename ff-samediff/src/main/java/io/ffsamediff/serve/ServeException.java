package io.ffsamediff.serve;

/** The server cannot start; the message is for the user. */
public final class ServeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a message and its cause. */
  public ServeException(String message, Throwable cause) {
    super(message, cause);
  }
}
