package io.ffsamediff.cuda;

/**
 * A device, its driver or a library of NVIDIA did not do what was asked; the message says which.
 */
public class GpuException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With the message for the user. */
  public GpuException(String message) {
    super(message);
  }
}
