package io.ffsamediff.spark;

import io.ffsamediff.data.DataException;
import io.ffsamediff.device.DeviceException;

/** What failed in an executor, for the user. */
final class ExecutorFailure {

  private ExecutorFailure() {}

  /**
   * What {@code failure}, thrown by a Spark job, is about.
   *
   * @return what the executor has thrown, where that was written for the user, else one that tells
   *     that the job has failed
   */
  static RuntimeException of(String job, Throwable failure) {
    Throwable last = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DataException || cause instanceof DeviceException) {
        return (RuntimeException) cause;
      }
      last = cause;
    }
    return new DeviceException(
        "--cluster, %s: expected all executors to do their part, received %s: %s. See their logs in Spark's own pages."
            .formatted(job, last.getClass().getSimpleName(), firstLine(last)));
  }

  /** What it says, without the stack traces that Spark puts into messages. */
  static String firstLine(Throwable failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }
}
