package io.ffsamediff.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Parses JSON to the letter of RFC 8259: no comments, no trailing commas, no key twice, nothing
 * after the value. Numbers keep all of their digits.
 */
final class StrictJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder(JsonLimits.factory())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          // Text after the value is found by this class, which knows where it stands.
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Pattern DUPLICATE = Pattern.compile("Duplicate Object property (\".*\")");

  /** Parts of Jackson's messages that speak to programmers. */
  private static final Pattern INTERNAL =
      Pattern.compile(
          " \\(code [^)]*\\)|: enable `.*|: maybe a \\(non-standard\\) comment.*| \\(start marker.*"
              + "|, from `[^`]*`",
          Pattern.DOTALL);

  private final String source;
  private final String text;
  private final JsonParser parser;

  private StrictJson(String source, String text, JsonParser parser) {
    this.source = source;
    this.text = text;
    this.parser = parser;
  }

  /**
   * Parses {@code text}.
   *
   * @param source what is parsed, for messages
   * @throws ConfigException if it is not exactly one JSON value; names line and column
   */
  static JsonNode parse(String source, String text) {
    try (JsonParser parser = MAPPER.createParser(text)) {
      return new StrictJson(source, text, parser).parse();
    }
  }

  private JsonNode parse() {
    JsonNode value = value();
    if (value == null || value.isMissingNode()) {
      throw failure(new ConfigProblem("", "JSON", "nothing", "Write an object in curly braces."));
    }
    if (hasMore()) {
      TokenStreamLocation place = parser.currentLocation();
      throw failure(
          new ConfigProblem(
              where(place),
              "the end of the text after the first value",
              excerpt(place),
              "Remove what follows the value."));
    }
    return value;
  }

  private @Nullable JsonNode value() {
    try {
      return MAPPER.readTree(parser);
    } catch (JacksonException e) {
      TokenStreamLocation place = e.getLocation();
      throw broken(place == null ? parser.currentLocation() : place, e.getOriginalMessage());
    } catch (NumberFormatException e) {
      // Jackson lets this one through for an exponent of eleven digits.
      throw broken(parser.currentLocation(), "A number has too large an exponent");
    }
  }

  private boolean hasMore() {
    try {
      return parser.nextToken() != null;
    } catch (JacksonException e) {
      return true;
    }
  }

  private ConfigException broken(TokenStreamLocation place, String message) {
    Matcher duplicate = DUPLICATE.matcher(message);
    if (duplicate.find()) {
      String key = JsonText.shorten(duplicate.group(1));
      return failure(
          new ConfigProblem(
              where(place), "each key once", key + " again", "Remove one of the two."));
    }
    String reason = INTERNAL.matcher(message).replaceAll("");
    return failure(new ConfigProblem(where(place), "JSON", excerpt(place), reason + "."));
  }

  private ConfigException failure(ConfigProblem problem) {
    return new ConfigException(source, List.of(problem));
  }

  private static String where(TokenStreamLocation place) {
    return String.format(
        Locale.ROOT, "line %d, column %d", place.getLineNr(), Math.max(1, place.getColumnNr()));
  }

  /** The line at {@code place}, or its part around the column. */
  private String excerpt(TokenStreamLocation place) {
    List<String> lines = text.lines().toList();
    int number = place.getLineNr() - 1;
    String line = number >= 0 && number < lines.size() ? lines.get(number) : "";
    int from = Math.max(0, Math.min(place.getColumnNr(), line.length()) - JsonText.SHORT / 2);
    String part = line.substring(from).strip();
    return part.isEmpty() ? "the end of the text" : JsonText.shorten(part);
  }
}
