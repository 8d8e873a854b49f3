package io.ffsamediff.data;

import java.util.List;

/**
 * Where the files of a data set may be without a download.
 *
 * @param label what messages call it
 * @param source the place
 */
record Place(String label, DataSource source) {

  /** The places for {@code entry}, in the order in which they are searched. */
  static List<Place> of(CatalogEntry entry, List<SearchFolder> folders) {
    if (entry.origin() instanceof DataOrigin.Bundled bundled) {
      return List.of(new Place("bundled data", new DataSource.Resources(bundled.folder())));
    }
    if (entry.origin() instanceof DataOrigin.OwnFolder own) {
      DataSource source = new DataSource.Folder(own.folder(), "Correct your own data set.");
      return List.of(new Place("own data set", source));
    }
    return folders.stream()
        .map(folder -> new Place(folder.label(), folder.source(entry.name())))
        .toList();
  }
}
