package io.ffsamediff.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Names of files and folders that a {@code dataset.json} tells; all are beside it. */
final class OwnNames {

  private static final int LONGEST = 255;

  private final Description description;
  private final @Nullable Path folder;

  /**
   * Those of {@code description}.
   *
   * @param folder where it is; null where that is no folder of this machine
   */
  OwnNames(Description description, @Nullable Path folder) {
    this.description = description;
    this.folder = folder;
  }

  /** The name of a file in the folder: a path could lead to any file of the machine. */
  String file(String key) {
    String name = description.text(key, null);
    requirePlain(key, name, "file");
    requireInside(key, name, "file");
    requireInside(key, name + ".gz", "file");
    return name;
  }

  /** The name of a folder in the folder. */
  String folder(String key) {
    String name = description.text(key, key);
    requirePlain(key, name, "folder");
    requireInside(key, name, "folder");
    return name;
  }

  private void requirePlain(String key, String name, String what) {
    if (!isPlain(name)) {
      throw description.problem(
          "/" + key,
          "the plain name of a %s in the folder of dataset.json".formatted(what),
          Description.shown(description.value(key)));
    }
  }

  /** Whether {@code name} can be that of a file or a folder, and leads nowhere else. */
  static boolean isPlain(String name) {
    return !name.isBlank()
        && name.length() <= LONGEST
        && name.chars().noneMatch(c -> "/\\:*?\"<>|".indexOf(c) >= 0 || Character.isISOControl(c))
        && !name.startsWith(".");
  }

  /** A symbolic link may lead out of the folder, too. */
  private void requireInside(String key, String name, String what) {
    if (folder == null) {
      return;
    }
    Path file = folder.resolve(name);
    try {
      if (Files.exists(file) && !file.toRealPath().startsWith(folder.toRealPath())) {
        throw description.problem(
            "/" + key, "a %s in the folder of dataset.json".formatted(what), "a link out of it");
      }
    } catch (IOException e) {
      throw new DataException(
          "%s: expected a readable file, received an error (%s). Check its permissions."
              .formatted(file, e),
          e);
    }
  }
}
