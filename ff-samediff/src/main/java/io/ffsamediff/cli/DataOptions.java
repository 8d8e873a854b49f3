package io.ffsamediff.cli;

import io.ffsamediff.data.DatasetCatalog;
import io.ffsamediff.data.TrainTest;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where data sets are looked for. */
final class DataOptions {

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = {
        "Folder with a folder of IDX files for each data set",
        "(default: FF_DATA_DIR, then the cache, then download)."
      })
  private @Nullable Path dataDir;

  /** The folder given, or null. */
  @Nullable Path dataDir() {
    return dataDir;
  }

  /** The data sets that can be found. */
  static DatasetCatalog catalog() {
    return DatasetCatalog.standard(System.getenv());
  }

  /** Loads a data set, telling of a download. */
  TrainTest load(String name, Messages messages) {
    try (DownloadProgress progress = new DownloadProgress(messages)) {
      return catalog().load(name, dataDir, progress);
    }
  }
}
