package io.ffsamediff.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
      JsonMapper.builder()
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

  /** Reads {@code file} as a tree. */
  static JsonNode tree(Path file) {
    try {
      return LINE.readTree(bytes(file));
    } catch (JacksonException e) {
      throw damaged(file, e);
    }
  }

  /** Reads {@code file} as {@code type}. */
  static <T> T read(Path file, Class<T> type) {
    try {
      T value = LINE.readValue(bytes(file), type);
      if (value == null) {
        throw RunFormatException.of(file, "a JSON object", "null", "Restore the file.");
      }
      return value;
    } catch (JacksonException e) {
      throw damaged(file, e);
    }
  }

  /** The bytes of {@code file}, whose absence or unreadability is the user's to know. */
  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new RunFormatException(
          "%s: expected a file of the run, received none. The run is not complete; train it again or resume it."
              .formatted(file),
          e);
    } catch (IOException e) {
      throw new RunFormatException(
          "%s: expected a readable file, received '%s'. Check the path and its permissions."
              .formatted(file, e),
          e);
    }
  }

  /** The error for a file that is not the JSON it should be. */
  static RunFormatException damaged(Object where, JacksonException cause) {
    return new RunFormatException(
        "%s: expected the JSON that ff wrote, received '%s'. The file is damaged; restore it or train again."
            .formatted(where, cause.getOriginalMessage()),
        cause);
  }
}
