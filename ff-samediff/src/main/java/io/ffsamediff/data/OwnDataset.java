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
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The user's own data set: four IDX files with the names that MNIST uses, packed or not, in {@code
 * <data folder>/<name>/}, and beside them a {@code dataset.json}:
 *
 * <pre>{"classes": 3, "description": "...", "licence": "...",
 * "sha256": {"train-images-idx3-ubyte": "..."}}</pre>
 *
 * <p>{@code classes} is a whole number from 2 to 256 and has to be there. Files named in {@code
 * sha256} are checked against it.
 */
final class OwnDataset {

  private static final String FILE = "dataset.json";
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]*";
  private static final int MAX_BYTES = 1 << 20;
  private static final List<String> KEYS = List.of("classes", "description", "licence", "sha256");

  private static final JsonMapper JSON =
      JsonMapper.builder(JsonLimits.factory())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Path file;
  private final JsonNode root;

  private OwnDataset(Path file, JsonNode root) {
    this.file = file;
    this.root = root;
  }

  /**
   * The data set {@code name} in {@code dataFolder}, if it is described there.
   *
   * @throws DataException if its description cannot be used
   */
  static Optional<CatalogEntry> find(Path dataFolder, String name) {
    if (!name.matches(NAME)) {
      return Optional.empty();
    }
    Path file = dataFolder.resolve(name).resolve(FILE);
    return Files.exists(file)
        ? Optional.of(new OwnDataset(file, parse(file)).entry(dataFolder, name))
        : Optional.empty();
  }

  /** Names of the data sets that are described in {@code dataFolder}, which may be absent. */
  static List<String> names(Path dataFolder) {
    if (!Files.isDirectory(dataFolder)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(dataFolder)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve(FILE)))
          .map(folder -> folder.getFileName().toString())
          .filter(name -> name.matches(NAME))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new DataException(
          "%s: expected a readable folder, received an error (%s). Check its permissions."
              .formatted(dataFolder, e),
          e);
    }
  }

  private static JsonNode parse(Path file) {
    try {
      Optional<byte[]> bytes = BoundedFile.read(file, MAX_BYTES);
      if (bytes.isEmpty()) {
        throw problem(file, "", "at most " + MAX_BYTES + " bytes", Files.size(file) + " bytes");
      }
      JsonNode root = JSON.readTree(bytes.get());
      if (!root.isObject()) {
        throw problem(file, "", "a JSON object", kind(root));
      }
      return root;
    } catch (JacksonException e) {
      throw problem(file, "", "strict JSON", brokenAt(e));
    } catch (IOException e) {
      throw new DataException(
          "%s: expected a readable text file, received an error (%s). Check it."
              .formatted(file, e.getMessage()),
          e);
    }
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

  private CatalogEntry entry(Path dataFolder, String name) {
    for (String key : root.propertyNames()) {
      if (!KEYS.contains(key)) {
        throw problem(file, "/" + key, "one of the keys " + String.join(", ", KEYS), key);
      }
    }
    return new CatalogEntry(
        name,
        text("description", "Your own data set"),
        text("licence", "not told"),
        classes(),
        DataFiles.named(checksums()::get),
        new DataOrigin.OwnFolder(dataFolder.resolve(name)));
  }

  private int classes() {
    JsonNode classes = root.path("classes");
    if (!classes.isInt() || classes.intValue() < 2 || classes.intValue() > 256) {
      throw problem(file, "/classes", "a whole number from 2 to 256", shown(classes));
    }
    return classes.intValue();
  }

  private String text(String key, String defaultText) {
    JsonNode text = root.path(key);
    if (text.isMissingNode()) {
      return defaultText;
    }
    if (!text.isString()) {
      throw problem(file, "/" + key, "a text", shown(text));
    }
    return text.stringValue();
  }

  private Map<String, String> checksums() {
    JsonNode checksums = root.path("sha256");
    if (!checksums.isMissingNode() && !checksums.isObject()) {
      throw problem(file, "/sha256", "an object from file name to checksum", shown(checksums));
    }
    List<String> names = DataFiles.named(name -> null).all().stream().map(DataFile::name).toList();
    Map<String, String> result = new HashMap<>();
    for (String name : checksums.propertyNames()) {
      JsonNode checksum = checksums.path(name);
      if (!names.contains(name)) {
        throw problem(file, "/sha256/" + name, "one of " + String.join(", ", names), name);
      }
      if (!checksum.isString() || !checksum.stringValue().matches("[0-9a-f]{64}")) {
        throw problem(file, "/sha256/" + name, "64 lower-case hex digits", shown(checksum));
      }
      result.put(name, checksum.stringValue());
    }
    return result;
  }

  private static String shown(JsonNode node) {
    return node.isMissingNode() ? "nothing" : node.toString();
  }

  private static DataException problem(
      Path file, String pointer, String expected, String received) {
    return new DataException(
        "%s: %sexpected %s, received %s. Correct the description of your data set."
            .formatted(
                file,
                pointer.isEmpty() ? "" : Shown.of(pointer) + ": ",
                expected,
                Shown.of(received)));
  }
}
