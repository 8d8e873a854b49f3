package io.ffsamediff.cli;

import io.ffsamediff.config.DataConfig;
import io.ffsamediff.data.DataException;
import io.ffsamediff.data.Dataset;
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
        "Folder with a folder of files for each data set",
        "(default: FF_DATA_DIR, then the cache, then download)."
      })
  private @Nullable String dataDir;

  /** The folder given, or null. */
  @Nullable Path dataDir() {
    return dataDir == null ? null : Path.of(dataDir);
  }

  /**
   * Address of the folder given, or of the environment's, for machines of a cluster.
   *
   * @throws DataException if there is none
   */
  String address() {
    String address = dataDir == null ? System.getenv("FF_DATA_DIR") : dataDir;
    if (address == null || address.isBlank()) {
      throw new DataException(
          "--data-dir: expected the address of a folder that all machines of the cluster can read, received none. Give one, as in hdfs://host/data or /shared/data, or set FF_DATA_DIR.");
    }
    return address;
  }

  /** The data sets that can be found. */
  static DatasetCatalog catalog() {
    return DatasetCatalog.standard(System.getenv());
  }

  /** The examples that {@code config} asks for; tells of a download. */
  TrainTest load(DataConfig config, Messages messages) {
    try (DownloadProgress progress = new DownloadProgress(messages)) {
      return catalog().load(config.name(), dataDir(), progress).prepared(config);
    }
  }

  /** All test examples of a data set, as they are; tells of a download. */
  Dataset loadTest(String name, Messages messages) {
    try (DownloadProgress progress = new DownloadProgress(messages)) {
      return catalog().loadTest(name, dataDir(), progress);
    }
  }
}
