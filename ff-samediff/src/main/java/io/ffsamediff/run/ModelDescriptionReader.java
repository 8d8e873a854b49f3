package io.ffsamediff.run;

import io.ffsamediff.data.ImageShape;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads {@code model.json}; what it says of sizes is held against what data can have. */
final class ModelDescriptionReader {

  /** What the user does about a damaged model. */
  static final String RETRAIN = "The model is damaged; restore it, or train again.";

  /** Of an image; the product of two of them is a number of pixels that an int holds. */
  private static final int MAX_SIDE = 1 << 15;

  /** As many columns of a table as its reader takes. */
  private static final int MAX_COLUMNS = 100_000;

  /** Labels are bytes. */
  private static final int MAX_CLASSES = 256;

  private ModelDescriptionReader() {}

  /**
   * Reads it.
   *
   * @throws RunFormatException if it is damaged, newer, or has sizes that no data have
   */
  static ModelDescription read(Path file) {
    JsonNode tree = RunJson.tree(file, RunLimits.MODEL);
    int version = tree.path("formatVersion").asInt(0);
    if (version > ModelDescription.VERSION) {
      throw RunFormatException.of(
          file,
          "model format " + ModelDescription.VERSION,
          "the newer format " + version,
          "Use the version of ff that wrote it, or a newer one.");
    }
    if (version != ModelDescription.VERSION) {
      throw RunFormatException.of(
          file,
          "model format " + ModelDescription.VERSION,
          tree.path("formatVersion").toString(),
          RETRAIN);
    }
    return toDescription(file, tree);
  }

  private static ModelDescription toDescription(Path file, JsonNode tree) {
    ModelDescription description =
        RunJson.parse(file, () -> RunJson.LINE.treeToValue(tree, ModelDescription.class));
    if (description == null || description.layers().isEmpty()) {
      throw RunFormatException.of(file, "at least one layer", "none", RETRAIN);
    }
    requireSize(file, "inputs", 1, description.inputs(), Integer.MAX_VALUE);
    requireSize(file, "rows of an image", 1, description.height(), MAX_SIDE);
    int mostColumns = description.table() == null ? MAX_SIDE : MAX_COLUMNS;
    requireSize(file, "columns", 1, description.width(), mostColumns);
    requireChannels(file, description);
    requireSize(file, "classes", 2, description.classes(), MAX_CLASSES);
    List<String> names = description.classNames();
    if (names != null && names.size() != description.classes()) {
      throw RunFormatException.of(
          file,
          "a name for each of %d classes".formatted(description.classes()),
          names.size() + " names",
          RETRAIN);
    }
    if (description.table() != null && !description.table().fits(description.width())) {
      throw RunFormatException.of(
          file,
          "a table of %d columns".formatted(description.width()),
          "names or deviations of another number",
          RETRAIN);
    }
    return description;
  }

  private static void requireChannels(Path file, ModelDescription description) {
    Integer channels = description.channels();
    if (channels == null) {
      return;
    }
    if (channels != ImageShape.RGB || description.table() != null) {
      throw RunFormatException.of(
          file, "3 channels of an image in colour, or none told", channels, RETRAIN);
    }
    requireSize(
        file,
        "pixels of a plane",
        1,
        description.height() * description.width(),
        Integer.MAX_VALUE / ImageShape.RGB);
  }

  private static void requireSize(Path file, String what, int least, int received, int most) {
    if (received < least || received > most) {
      throw RunFormatException.of(
          file, "%d to %d %s".formatted(least, most, what), received, RETRAIN);
    }
  }
}
