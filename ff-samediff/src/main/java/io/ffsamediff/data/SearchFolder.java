package io.ffsamediff.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A folder of data sets, each in a folder of its name.
 *
 * @param label who named the folder, for messages
 * @param path the folder
 * @param owner whose folder it is, which decides what is done about a damaged file
 */
record SearchFolder(String label, Path path, Owner owner) {

  enum Owner {
    USER,
    PROGRAM
  }

  /** The folders that are searched, in order. */
  static List<SearchFolder> list(
      @Nullable Path dataDir, Map<String, String> environment, Path cache) {
    List<SearchFolder> folders = new ArrayList<>();
    if (dataDir != null) {
      folders.add(new SearchFolder("--data-dir", dataDir, Owner.USER));
    }
    String variable = environment.getOrDefault("FF_DATA_DIR", "");
    if (!variable.isBlank()) {
      folders.add(new SearchFolder("FF_DATA_DIR", Path.of(variable), Owner.USER));
    }
    folders.add(new SearchFolder("cache", cache, Owner.PROGRAM));
    return folders;
  }

  /** {@code ~/.cache/ff-samediff/data}, or below {@code XDG_CACHE_HOME} if that is absolute. */
  static Path defaultCache(Map<String, String> environment) {
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    // The XDG base directory specification says to ignore a relative path.
    Path base =
        !xdg.isBlank() && Path.of(xdg).isAbsolute()
            ? Path.of(xdg)
            : Path.of(System.getProperty("user.home"), ".cache");
    return base.resolve("ff-samediff").resolve("data");
  }

  /** The folder of the data set {@code name} in this one. */
  DataSource.Folder source(String name) {
    String advice =
        owner == Owner.USER
            ? "Put the undamaged file there, or point %s elsewhere.".formatted(label)
            : "Delete it, or run './ff data fetch %s', which replaces it.".formatted(name);
    return new DataSource.Folder(path.resolve(name), advice);
  }
}
