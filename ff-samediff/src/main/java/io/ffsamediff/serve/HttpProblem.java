package io.ffsamediff.serve;

/** A request that cannot be answered, with a message for whoever asked. */
final class HttpProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  HttpProblem(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The status code. */
  int status() {
    return status;
  }
}
