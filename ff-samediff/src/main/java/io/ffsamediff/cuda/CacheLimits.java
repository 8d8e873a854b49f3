package io.ffsamediff.cuda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much a folder of compiled kernels keeps.
 *
 * @param files number of files, at least 1
 * @param bytes their size together
 */
record CacheLimits(int files, long bytes) {

  /** Some hundred networks of a few layers; a kernel is of tens of kilobytes. */
  static final CacheLimits STANDARD = new CacheLimits(1024, 64L << 20);

  private record Entry(Path file, long bytes, long usedMillis) {

    /** None of no bytes where another process has just deleted it. */
    static Entry of(Path file) {
      try {
        return new Entry(file, Files.size(file), Files.getLastModifiedTime(file).toMillis());
      } catch (IOException e) {
        return new Entry(file, 0, Long.MIN_VALUE);
      }
    }
  }

  /** Deletes what is too much, that first which was not used for longest. */
  void enforce(Path folder) throws IOException {
    long keptBytes = 0;
    int kept = 0;
    for (Entry entry : latestFirst(folder)) {
      keptBytes += entry.bytes();
      kept++;
      if (kept > files || (keptBytes > bytes && kept > 1)) {
        Files.deleteIfExists(entry.file());
      }
    }
  }

  private static List<Entry> latestFirst(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(Entry::of)
          .sorted(Comparator.comparingLong(Entry::usedMillis).reversed())
          .toList();
    }
  }
}
