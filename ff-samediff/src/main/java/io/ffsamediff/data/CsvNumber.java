package io.ffsamediff.data;

import java.util.Locale;
import java.util.Set;

/** Decimal numbers as CSV files have them: no hexadecimal, no suffix, a point before decimals. */
final class CsvNumber {

  private static final Set<String> NOT_A_NUMBER = Set.of("nan", "na", "n/a", "null", "none", "?");
  private static final Set<String> INFINITE = Set.of("inf", "infinity");

  private CsvNumber() {}

  /** Whether {@code text} is a decimal number, however large. */
  static boolean isNumber(String text) {
    int begin = sign(text, 0);
    int whole = digits(text, begin);
    int end = whole < text.length() && text.charAt(whole) == '.' ? digits(text, whole + 1) : whole;
    boolean hasDigits = end - begin > (end > whole ? 1 : 0);
    if (!hasDigits || end == text.length()) {
      return hasDigits;
    }
    int exponent = sign(text, end + 1);
    return (text.charAt(end) == 'e' || text.charAt(end) == 'E')
        && exponent < text.length()
        && digits(text, exponent) == text.length();
  }

  /** The place behind a sign at {@code from}, if there is one. */
  private static int sign(String text, int from) {
    boolean signed = from < text.length() && (text.charAt(from) == '+' || text.charAt(from) == '-');
    return signed ? from + 1 : from;
  }

  /** The place behind the digits from {@code from} on. */
  private static int digits(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
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
