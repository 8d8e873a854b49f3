package io.ffsamediff.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as a reader likes them, the same on every machine. */
final class ReportFormat {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private ReportFormat() {}

  /** A count with thousands separated: {@code 60,000}. */
  static String count(long count) {
    return String.format(Locale.ENGLISH, "%,d", count);
  }

  /** A share from 0 to 1 as per cent with two digits: {@code 97.56 %}. */
  static String percent(double share) {
    return String.format(Locale.ENGLISH, "%.2f\u00a0%%", 100 * share);
  }

  /** A loss with four digits. */
  static String loss(double loss) {
    return String.format(Locale.ENGLISH, "%.4f", loss);
  }

  /** A duration with its two largest units: {@code 2 h 51 min}, {@code 14.2 s}. */
  static String seconds(double seconds) {
    if (seconds < 60) {
      return String.format(Locale.ENGLISH, "%.1f\u00a0s", seconds);
    }
    Duration duration = Duration.ofSeconds(Math.round(seconds));
    return duration.toHours() > 0
        ? duration.toHours() + "\u00a0h " + duration.toMinutesPart() + "\u00a0min"
        : duration.toMinutes() + "\u00a0min " + duration.toSecondsPart() + "\u00a0s";
  }

  /** A time in UTC: {@code 23 November 2026, 13:21 UTC}. */
  static String time(Instant time) {
    return TIME.format(time);
  }
}
