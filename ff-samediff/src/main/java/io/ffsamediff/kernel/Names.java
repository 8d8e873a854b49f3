package io.ffsamediff.kernel;

import java.util.Set;
import java.util.regex.Pattern;

/** Names in generated text. */
final class Names {

  /** C identifiers of letters; the generator's own variables end in a digit, but for these. */
  private static final Pattern ALLOWED = Pattern.compile("[a-z][A-Za-z]*");

  private static final Set<String> OWN =
      Set.of(
          "r",
          "u",
          "k",
          "c",
          "i",
          "b",
          "s",
          "at",
          "all",
          "rows",
          "block",
          "blocks",
          "partials",
          "left",
          "sum",
          "lane",
          "slice",
          "slices",
          "square",
          "sign",
          "float",
          "int",
          "double");

  private Names() {}

  /**
   * Checks a name.
   *
   * @throws IllegalArgumentException if it is no identifier, or could be one of the generator's own
   */
  static void check(String name) {
    if (!ALLOWED.matcher(name).matches() || OWN.contains(name)) {
      throw new IllegalArgumentException(
          "kernel: expected a name of letters, not one of %s, received \"%s\""
              .formatted(OWN, name));
    }
  }
}
