package io.ffsamediff.config;

import java.util.regex.Pattern;

/** Text from a file as part of a message: on one line, short, and no command to the terminal. */
public final class Shown {

  private static final int LONGEST = 300;
  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}|\\p{Cf}");

  private Shown() {}

  /** {@code text} without control characters, cut where it is long. */
  public static String of(Object text) {
    return of(text, LONGEST);
  }

  /** {@code text} without control characters, cut where it is longer than {@code longest}. */
  public static String of(Object text, int longest) {
    String whole = String.valueOf(text);
    String part = whole.length() > longest ? whole.substring(0, longest - 3) + "..." : whole;
    return withoutControls(part);
  }

  /** {@code text} with a question mark for each control character. */
  static String withoutControls(String text) {
    return CONTROL.matcher(text).replaceAll("?");
  }
}
