package io.ffsamediff.data;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Decimal numbers as CSV files have them: no hexadecimal, no suffix, a point before decimals. */
final class CsvNumber {

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?");
  private static final Set<String> NOT_A_NUMBER = Set.of("nan", "na", "n/a", "null", "none", "?");
  private static final Set<String> INFINITE = Set.of("inf", "infinity");

  private CsvNumber() {}

  /** Whether {@code text} is a decimal number, however large. */
  static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  /** Whether {@code text} is how some program writes a missing value. */
  static boolean isMissing(String text) {
    return NOT_A_NUMBER.contains(unsigned(text));
  }

  /** Whether {@code text} is how some program writes an infinite number. */
  static boolean isInfinite(String text) {
    return INFINITE.contains(unsigned(text));
  }

  private static String unsigned(String text) {
    boolean signed = text.startsWith("-") || text.startsWith("+");
    return text.substring(signed ? 1 : 0).toLowerCase(Locale.ROOT);
  }
}
