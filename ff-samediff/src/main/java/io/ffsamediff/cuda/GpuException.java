package io.ffsamediff.cuda;

/** A device, its driver or its libraries did not do what they were asked to do. */
public class GpuException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With what is told to the user. */
  public GpuException(String message) {
    super(message);
  }

  /** With what is told to the user, and why. */
  public GpuException(String message, Throwable cause) {
    super(message, cause);
  }
}
