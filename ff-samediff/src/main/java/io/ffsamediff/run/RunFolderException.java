package io.ffsamediff.run;

import org.jspecify.annotations.Nullable;

/** A run folder that exists already, is in use or cannot be written; exit code 1. */
public final class RunFolderException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With the message for the user. */
  public RunFolderException(String message) {
    this(message, null);
  }

  /** With the message for the user and the cause. */
  public RunFolderException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
