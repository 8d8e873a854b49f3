package io.ffsamediff.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The folders of the user's own pictures, as {@code dataset.json} tells them:
 *
 * <pre>{"format": "pictures", "height": 28, "width": 28, "colorMode": "grayscale",
 * "classes": ["cat", "dog"], "train": "train", "test": "test"}</pre>
 *
 * <p>The pictures of a class are in the folder of its name, as {@code train/cat/1.png}. {@code
 * height} and {@code width} have to be there. The last four have defaults: {@code "rgb"}, the
 * folders in {@code train} in the order of their names, {@code "train"}, {@code "test"}. {@code
 * description}, {@code licence} and {@code sha256} are as for images.
 */
final class OwnPictures {

  private static final List<String> KEYS =
      List.of(
          "format",
          "height",
          "width",
          "colorMode",
          "classes",
          "train",
          "test",
          "description",
          "licence",
          "sha256");
  private static final int LONGEST_SIDE = 4096;
  private static final int MOST_CLASSES = 256;

  private final Description description;
  private final Path folder;

  /** The pictures that {@code description} tells in {@code folder}. */
  OwnPictures(Description description, Path folder) {
    this.description = description;
    this.folder = folder;
  }

  /**
   * The folders, which need not be there where the classes are told.
   *
   * @throws DataException if the description is wrong, a folder is elsewhere, or the classes are
   *     neither told nor to be seen
   */
  DataFiles.Pictures files() {
    description.requireKeys(KEYS);
    OwnNames names = new OwnNames(description, folder);
    String train = names.folder("train");
    String test = names.folder("test");
    if (train.equals(test)) {
      throw description.problem("/test", "another folder than \"train\"", '"' + test + '"');
    }
    Map<String, String> checksums = description.checksums(List.of(train, test));
    return new DataFiles.Pictures(
        new DataFile(train, checksums.get(train)),
        new DataFile(test, checksums.get(test)),
        new ImageShape(channels(), side("height"), side("width")),
        classes(folder.resolve(train)));
  }

  private int channels() {
    String mode = description.text("colorMode", "rgb");
    if (!List.of("rgb", "grayscale").contains(mode)) {
      throw description.problem(
          "/colorMode",
          "\"rgb\" or \"grayscale\"",
          Description.shown(description.value("colorMode")));
    }
    return mode.equals("rgb") ? ImageShape.RGB : 1;
  }

  private int side(String key) {
    JsonNode side = description.value(key);
    if (!side.isInt() || side.intValue() < 1 || side.intValue() > LONGEST_SIDE) {
      throw description.problem(
          "/" + key, "a whole number from 1 to " + LONGEST_SIDE, Description.shown(side));
    }
    return side.intValue();
  }

  private ClassLabels classes(Path train) {
    JsonNode told = description.value("classes");
    if (told.isMissingNode()) {
      return ClassLabels.named(seen(train));
    }
    ClassLabels classes = OwnClasses.of(description);
    if (classes.names().isEmpty() || !classes.names().stream().allMatch(OwnNames::isPlain)) {
      throw description.problem("/classes", "a list of names of folders", Description.shown(told));
    }
    return classes;
  }

  private List<String> seen(Path train) {
    if (!Files.isDirectory(train)) {
      throw new DataException(
          "%s: expected a folder with a folder for each class, received none. Put the pictures there."
              .formatted(train));
    }
    List<String> names = PictureFolder.classNames(train);
    if (names.size() < 2 || names.size() > MOST_CLASSES) {
      throw new DataException(
          "%s: expected folders for 2 to %d classes, received %d. Put the pictures of each class into a folder of its name."
              .formatted(train, MOST_CLASSES, names.size()));
    }
    names.stream()
        .filter(name -> !OwnNames.isPlain(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new DataException(
                  "%s: expected plain names of folders, received \"%s\". Rename it."
                      .formatted(train, CsvPlace.shown(name)));
            });
    return names;
  }
}
