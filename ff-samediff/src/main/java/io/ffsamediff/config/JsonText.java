package io.ffsamediff.config;

import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** JSON as text: for files, for hashes, for messages. */
final class JsonText {

  /** Longest JSON text in a message, in characters. */
  static final int SHORT = 60;

  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");
  private static final ObjectWriter PRETTY =
      MAPPER
          .writer()
          .with(
              new DefaultPrettyPrinter(
                      Separators.createDefaultInstance()
                          .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                          .withObjectEmptySeparator("")
                          .withArrayEmptySeparator(""))
                  .withObjectIndenter(INDENTER)
                  .withArrayIndenter(INDENTER));

  private JsonText() {}

  /** Indented, with a line feed at the end on every platform. */
  static String pretty(JsonNode node) {
    return PRETTY.writeValueAsString(node) + "\n";
  }

  /** On one line without spaces. */
  static String compact(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  /** On one line, shortened for a message. */
  static String received(JsonNode node) {
    return shorten(compact(node));
  }

  /** The text, cut to {@link #SHORT} characters. */
  static String shorten(String text) {
    return text.length() <= SHORT ? text : text.substring(0, SHORT - 3) + "...";
  }
}
