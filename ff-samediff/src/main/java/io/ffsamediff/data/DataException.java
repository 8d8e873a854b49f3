package io.ffsamediff.data;

import org.jspecify.annotations.Nullable;

/** Data files are missing, damaged or do not fit; the message says which, where and what to do. */
public final class DataException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With the message for the user. */
  public DataException(String message) {
    this(message, null);
  }

  /** With the message for the user and the cause. */
  public DataException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
