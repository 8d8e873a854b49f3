package io.ffsamediff.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The program's own folder of data sets. Only checked files get their final name, by an atomic
 * rename; one process at a time writes to the folder of a data set, the others wait.
 */
final class DatasetCache {

  /** A file lock belongs to the whole process: its threads need one more. */
  private static final ReentrantLock THREADS = new ReentrantLock();

  private final Path root;
  private final Downloader downloader;

  DatasetCache(Path root, Downloader downloader) {
    this.root = root;
    this.downloader = downloader;
  }

  /** Holds a folder for each data set; may be absent. */
  Path root() {
    return root;
  }

  /** Where the data set is, or would be. */
  DataSource.Folder source(CatalogEntry entry) {
    return new SearchFolder("cache", root, SearchFolder.Owner.PROGRAM).source(entry.name());
  }

  /**
   * Downloads what is missing or damaged.
   *
   * @return why it failed, a line for each thing that was tried; empty if all files are here now
   */
  List<String> fetch(CatalogEntry entry, DataOrigin.Mirrors mirrors, ProgressListener progress) {
    DataSource.Folder target = source(entry);
    try {
      return locked(
          target.path(), () -> new MirrorFetch(entry, mirrors, target, downloader, progress).run());
    } catch (IOException e) {
      return List.of("download: %s cannot be written (%s)".formatted(target.path(), e));
    }
  }

  /**
   * Copies the files from {@code from}, where they are packed or not, once all are checked.
   *
   * @throws DataException if one is missing, damaged or not the pinned one, or cannot be written
   */
  Path install(CatalogEntry entry, Path from) {
    DataSource.Folder source = new DataSource.Folder(from, "Nothing was installed.");
    source.lack(entry.files().all()).ifPresent(lack -> refuse(entry, from, lack));
    for (DataFile file : entry.files().all()) {
      DatasetReader.verify(entry, file, source.find(file).orElseThrow(), source.advice());
    }
    Path target = source(entry).path();
    try {
      return locked(target, () -> copyAll(entry, source, target));
    } catch (IOException e) {
      throw new DataException(
          "%s: expected a folder that can be written, received an error (%s). Check its permissions."
              .formatted(target, e),
          e);
    }
  }

  private static void refuse(CatalogEntry entry, Path from, String lack) {
    throw new DataException(
        "%s: expected the files of %s, received a folder without some (%s). Give the folder that holds them."
            .formatted(from, entry.name(), lack));
  }

  private static Path copyAll(CatalogEntry entry, DataSource.Folder from, Path target)
      throws IOException {
    for (DataFile file : entry.files().all()) {
      Path original = from.find(file).orElseThrow();
      boolean packed = original.toString().endsWith(".gz");
      Path other = target.resolve(packed ? file.name() : file.name() + ".gz");
      copy(original, target.resolve(original.getFileName()));
      Files.deleteIfExists(other);
    }
    return target;
  }

  private static void copy(Path original, Path target) throws IOException {
    Path copy = target.resolveSibling(target.getFileName() + ".copy");
    Files.copy(original, copy, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(copy, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private static <T> T locked(Path folder, Work<T> work) throws IOException {
    THREADS.lock();
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
          FileChannel.open(
              folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        channel.lock(); // let go when the channel is closed
        return work.run();
      }
    } finally {
      THREADS.unlock();
    }
  }

  private interface Work<T> {
    T run() throws IOException;
  }
}
