package io.ffsamediff.device;

/** The device that was asked for is not there; the message says what was probed and what to do. */
public final class DeviceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With the message for the user. */
  public DeviceException(String message) {
    super(message);
  }
}
