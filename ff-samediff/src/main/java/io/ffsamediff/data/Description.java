package io.ffsamediff.data;

import io.ffsamediff.config.BoundedFile;
import io.ffsamediff.config.JsonLimits;
import io.ffsamediff.config.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A {@code dataset.json}: strict JSON, whose errors name the file and the key. */
final class Description {

  private static final int MAX_BYTES = 1 << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder(JsonLimits.factory())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String file;
  private final JsonNode root;

  private Description(String file, JsonNode root) {
    this.file = file;
    this.root = root;
  }

  /**
   * Reads {@code file}.
   *
   * @throws DataException if it is no JSON object
   */
  static Description read(Path file) {
    try {
      Optional<byte[]> bytes = BoundedFile.read(file, MAX_BYTES);
      if (bytes.isEmpty()) {
        throw tooLong(file.toString(), Files.size(file));
      }
      return parse(file.toString(), bytes.get());
    } catch (IOException e) {
      throw new DataException(
          "%s: expected a readable text file, received an error (%s). Check it."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /**
   * What {@code json} tells.
   *
   * @param file what messages call it
   * @throws DataException if it is no JSON object
   */
  static Description parse(String file, byte[] json) {
    if (json.length > MAX_BYTES) {
      throw tooLong(file, json.length);
    }
    try {
      JsonNode root = JSON.readTree(json);
      if (!root.isObject()) {
        throw problem(file, "", "a JSON object", kind(root));
      }
      return new Description(file, root);
    } catch (JacksonException e) {
      throw problem(file, "", "strict JSON", brokenAt(e));
    }
  }

  private static DataException tooLong(String file, long bytes) {
    return problem(file, "", "at most " + MAX_BYTES + " bytes", bytes + " bytes");
  }

  private static String kind(JsonNode node) {
    return node.isMissingNode()
        ? "an empty file"
        : node.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  private static String brokenAt(JacksonException e) {
    String reason = e.getOriginalMessage().replaceFirst("(?s) \\(start marker.*", "");
    TokenStreamLocation at = e.getLocation();
    return at == null || at.getLineNr() < 1
        ? "other text (%s)".formatted(reason)
        : "other text at line %d, column %d (%s)"
            .formatted(at.getLineNr(), at.getColumnNr(), reason);
  }

  /** What messages call it. */
  String file() {
    return file;
  }

  /** The value of {@code key}, missing where there is none. */
  JsonNode value(String key) {
    return root.path(key);
  }

  /**
   * Checks that there are no keys but {@code known}.
   *
   * @throws DataException otherwise
   */
  void requireKeys(List<String> known) {
    for (String key : root.propertyNames()) {
      if (!known.contains(key)) {
        throw problem("/" + key, "one of the keys " + String.join(", ", known), key);
      }
    }
  }

  /** The text of {@code key}, which must be there where there is no default. */
  String text(String key, @Nullable String defaultText) {
    JsonNode text = value(key);
    if (text.isMissingNode() && defaultText != null) {
      return defaultText;
    }
    if (!text.isString()) {
      throw problem("/" + key, "a text", shown(text));
    }
    return text.stringValue();
  }

  /** True or false of {@code key}. */
  boolean flag(String key, boolean defaultFlag) {
    JsonNode flag = value(key);
    if (flag.isMissingNode()) {
      return defaultFlag;
    }
    if (!flag.isBoolean()) {
      throw problem("/" + key, "true or false", shown(flag));
    }
    return flag.booleanValue();
  }

  /** The checksums of {@code sha256} by file name, each one of {@code files}. */
  Map<String, String> checksums(List<String> files) {
    JsonNode checksums = value("sha256");
    if (!checksums.isMissingNode() && !checksums.isObject()) {
      throw problem("/sha256", "an object from file name to checksum", shown(checksums));
    }
    Map<String, String> result = new HashMap<>();
    for (String name : checksums.propertyNames()) {
      JsonNode checksum = checksums.path(name);
      if (!files.contains(name)) {
        throw problem("/sha256/" + name, "one of " + String.join(", ", files), name);
      }
      if (!checksum.isString() || !checksum.stringValue().matches("[0-9a-f]{64}")) {
        throw problem("/sha256/" + name, "64 lower-case hex digits", shown(checksum));
      }
      result.put(name, checksum.stringValue());
    }
    return result;
  }

  /** A value as messages show it. */
  static String shown(JsonNode node) {
    return node.isMissingNode() ? "nothing" : CsvPlace.shown(node.toString());
  }

  /** What is wrong at {@code pointer}. */
  DataException problem(String pointer, String expected, String received) {
    return problem(file, pointer, expected, received);
  }

  private static DataException problem(
      String file, String pointer, String expected, String received) {
    return new DataException(
        "%s: %sexpected %s, received %s. Correct the description of your data set."
            .formatted(
                file,
                pointer.isEmpty() ? "" : Shown.of(pointer) + ": ",
                expected,
                Shown.of(received)));
  }
}
