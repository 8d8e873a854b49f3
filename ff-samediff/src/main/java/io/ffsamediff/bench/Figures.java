package io.ffsamediff.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures with their units, as a reader likes them. */
final class Figures {

  /** Stands for what is not known. */
  static final String NONE = "\u2013";

  private Figures() {}

  /** A duration with three digits in the unit that suits it: {@code 364 ms}. */
  static String time(double seconds) {
    if (seconds >= 1) {
      return digits(seconds) + " s";
    }
    return seconds >= 1e-3 ? digits(seconds * 1e3) + " ms" : digits(seconds * 1e6) + " \u00b5s";
  }

  /** The range of a spread of seconds: {@code 360 ms to 371 ms}. */
  static String range(Spread seconds) {
    return time(seconds.min()) + " to " + time(seconds.max());
  }

  /** A multiple: {@code 0.73}. */
  static String ratio(double ratio) {
    return format("%.2f", ratio);
  }

  /** A time as a multiple of the naive products' time: {@code 0.73 G}. */
  static String ofG(double ratio) {
    return ratio(ratio) + " G";
  }

  /** A rate of floating-point operations: {@code 385 GFLOP/s}. */
  static String rate(double gflops) {
    return digits(gflops) + " GFLOP/s";
  }

  /** A count with thousands separated: {@code 60,000}. */
  static String count(long count) {
    return format("%,d", count);
  }

  /** A rounded figure with thousands separated: {@code 164,835}. */
  static String count(double count) {
    return format("%,.0f", count);
  }

  /** Bytes in the unit that suits them: {@code 911 MB}; a dash for null. */
  static String bytes(@Nullable Long bytes) {
    if (bytes == null) {
      return NONE;
    }
    if (bytes >= 1_000_000) {
      return format("%,.0f MB", bytes / 1e6);
    }
    return bytes >= 10_000 ? format("%.0f kB", bytes / 1e3) : bytes + " B";
  }

  /** A signed share: {@code -3.2 %}. */
  static String signedPercent(double share) {
    return format("%+.1f %%", 100 * share);
  }

  /** A share: {@code 3.2 %}. */
  static String percent(double share) {
    return format("%.1f %%", 100 * share);
  }

  /** Three significant digits, all digits before the point. */
  private static String digits(double value) {
    int decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return format("%,." + decimals + "f", value);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
