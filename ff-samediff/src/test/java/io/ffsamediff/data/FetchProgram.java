package io.ffsamediff.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Fetches the tiny data set, in a process of its own. */
final class FetchProgram {

  private FetchProgram() {}

  /** With the cache folder and the mirror. */
  public static void main(String[] args) {
    DatasetCache cache = new DatasetCache(Path.of(args[0]), new Downloader());
    new DatasetCatalog(List.of(IdxFiles.tinyEntry(args[1])), Map.of(), cache)
        .fetch("tiny", ProgressListener.none());
  }

  static Process start(Path cache, String mirror) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            FetchProgram.class.getName(),
            cache.toString(),
            mirror)
        .inheritIO()
        .start();
  }
}
