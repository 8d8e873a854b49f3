package io.ffsamediff.report;

import java.math.BigDecimal;
import java.math.MathContext;
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

  /** A number with a fixed count of digits behind the point. */
  static String decimal(double number, int digits) {
    return String.format(Locale.ENGLISH, "%." + digits + "f", number);
  }

  /** A number as short as it can be with six digits: {@code 12}, {@code 0.03}. */
  static String number(double number) {
    BigDecimal plain = BigDecimal.valueOf(sixDigits(number)).stripTrailingZeros();
    return plain.scale() > 10 || plain.precision() - plain.scale() > 15
        ? plain.toString()
        : plain.toPlainString();
  }

  /** A number with four digits: {@code 532.4}, {@code 0.03125}. */
  static String fourDigits(double number) {
    if (!Double.isFinite(number)) {
      return "\u2013";
    }
    return new BigDecimal(number).round(new MathContext(4)).toPlainString();
  }

  /** The finite number nearest to {@code number} that has six digits. */
  static double sixDigits(double number) {
    return new BigDecimal(number).round(new MathContext(6)).doubleValue();
  }

  /** A text of at most {@code most} characters, cut where it is longer. */
  static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "\u2026";
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
