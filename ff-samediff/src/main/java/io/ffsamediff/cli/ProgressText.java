package io.ffsamediff.cli;

import java.time.Duration;
import java.util.Locale;

/** Numbers of progress as people read them. */
final class ProgressText {

  private static final int WHOLE = 100;

  private ProgressText() {}

  /** As in {@code 1:02:03}: hours, minutes and seconds, rounded up, so that 0 means the end. */
  static String time(Duration duration) {
    long seconds = duration.plusNanos(999_999_999).toSeconds();
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  /** As in {@code 12345} or {@code 1.3}. */
  static String rate(double rate) {
    return String.format(Locale.ROOT, rate < WHOLE ? "%.1f" : "%.0f", rate);
  }
}
