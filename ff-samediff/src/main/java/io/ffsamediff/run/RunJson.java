package io.ffsamediff.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ffsamediff.config.BoundedFile;
import io.ffsamediff.config.JsonLimits;
import io.ffsamediff.config.Shown;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON of the files of a run folder: strict about types and duplicates, open to new fields. */
final class RunJson {

  /** One line, without nulls. */
  static final JsonMapper LINE =
      JsonMapper.builder(JsonLimits.factory())
          .annotationIntrospector(new NumbersRequired())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  /** Indented, without nulls. */
  static final JsonMapper PRETTY =
      LINE.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();

  private RunJson() {}

  /** Replaces {@code file} by {@code value} as indented JSON. */
  static void write(Path file, Object value) {
    String json = PRETTY.writeValueAsString(value) + "\n";
    AtomicFiles.write(file, json.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads {@code file} as a tree.
   *
   * @param most bytes that it may have
   */
  static JsonNode tree(Path file, int most) {
    byte[] bytes = bytes(file, most);
    JsonNode tree = parse(file, () -> LINE.readTree(bytes));
    return tree == null ? LINE.missingNode() : tree;
  }

  /**
   * Reads {@code file} as {@code type}.
   *
   * @param most bytes that it may have
   */
  static <T> T read(Path file, int most, Class<T> type) {
    return value(file, bytes(file, most), type, "Restore the file.");
  }

  /**
   * Reads JSON as {@code type}.
   *
   * @param where what messages call it
   * @param fix what to do where it is null
   */
  static <T> T value(Object where, byte[] json, Class<T> type, String fix) {
    T value = parse(where, () -> LINE.readValue(json, type));
    if (value == null) {
      throw RunFormatException.of(where, "a JSON object", "null", fix);
    }
    return value;
  }

  /** What {@code parser} makes of JSON; where that is none, the error for the user. */
  static <T> @Nullable T parse(Object where, Supplier<@Nullable T> parser) {
    try {
      return parser.get();
    } catch (JacksonException e) {
      throw damaged(where, String.valueOf(e.getOriginalMessage()), e);
    } catch (NumberFormatException e) {
      // Jackson lets this one through for an exponent of eleven digits.
      throw damaged(where, "a number with too large an exponent", e);
    }
  }

  /** The bytes of {@code file}, whose absence or unreadability is the user's to know. */
  private static byte[] bytes(Path file, int most) {
    try {
      Optional<byte[]> bytes = BoundedFile.read(file, most);
      if (bytes.isEmpty()) {
        throw tooLarge(file, most, Files.size(file));
      }
      return bytes.get();
    } catch (NoSuchFileException e) {
      throw new RunFormatException(
          "%s: expected a file of the run, received none. The run is not complete; train it again or resume it."
              .formatted(file),
          e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** The error for a file that cannot be read. */
  static RunFormatException unreadable(Path file, IOException cause) {
    return new RunFormatException(
        "%s: expected a readable file, received '%s'. Check the path and its permissions."
            .formatted(file, cause),
        cause);
  }

  /** The error for a file, or a line of one, that is far larger than any that ff writes. */
  static RunFormatException tooLarge(Object where, long most, long received) {
    return RunFormatException.of(
        where,
        "at most " + most + " bytes",
        received,
        "It is not what ff wrote; restore it or train again.");
  }

  private static RunFormatException damaged(Object where, String reason, RuntimeException cause) {
    return new RunFormatException(
        "%s: expected the JSON that ff wrote, received '%s'. The file is damaged; restore it or train again."
            .formatted(where, Shown.of(reason)),
        cause);
  }
}
