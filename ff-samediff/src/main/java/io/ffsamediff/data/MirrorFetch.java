package io.ffsamediff.data;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Downloads the files of one data set that a folder lacks, each from the first mirror that has it.
 * A file grows as {@code <name>.gz.part}, is checked, and only then gets its name.
 */
final class MirrorFetch {

  private final CatalogEntry entry;
  private final DataOrigin.Mirrors mirrors;
  private final DataSource.Folder folder;
  private final Downloader downloader;
  private final ProgressListener progress;

  MirrorFetch(
      CatalogEntry entry,
      DataOrigin.Mirrors mirrors,
      DataSource.Folder folder,
      Downloader downloader,
      ProgressListener progress) {
    this.entry = entry;
    this.mirrors = mirrors;
    this.folder = folder;
    this.downloader = downloader;
    this.progress = progress;
  }

  /**
   * Fetches what is missing or damaged, up to the first file that no mirror has.
   *
   * @return why it failed, a line for each address that was tried; empty if all files are here now
   * @throws IOException if the folder cannot be written
   */
  List<String> run() throws IOException {
    for (DataFile file : entry.files().all()) {
      List<String> failures = isHere(file) ? List.of() : fetch(file);
      if (!failures.isEmpty()) {
        return failures;
      }
    }
    return List.of();
  }

  /** Whether the file is here undamaged; damaged ones are removed. */
  private boolean isHere(DataFile file) throws IOException {
    Optional<Path> found = folder.find(file);
    while (found.isPresent() && damage(file, found.get()).isPresent()) {
      Files.delete(found.get());
      found = folder.find(file); // there may be one packed and one not
    }
    return found.isPresent();
  }

  private List<String> fetch(DataFile file) {
    List<String> failures = new ArrayList<>();
    for (URI mirror : mirrors.folders()) {
      URI address = mirror.resolve(file.name() + ".gz");
      Optional<String> failure = attempt(address, file);
      if (failure.isEmpty()) {
        return List.of();
      }
      failures.add(address + ": " + failure.get());
    }
    return failures;
  }

  private Optional<String> attempt(URI address, DataFile file) {
    Path part = folder.path().resolve(file.name() + ".gz.part");
    try {
      return download(address, file, part);
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataException(
          "%s: expected the whole file, received an interruption. Start again: what came is kept."
              .formatted(address),
          e);
    }
  }

  private Optional<String> download(URI address, DataFile file, Path part)
      throws IOException, InterruptedException {
    boolean resumes = Files.exists(part) && Files.size(part) > 0;
    try {
      downloader.resume(address, part, progress);
    } finally {
      if (Files.exists(part) && Files.size(part) == 0) {
        Files.delete(part);
      }
    }
    Optional<String> damage = damage(file, part);
    if (damage.isEmpty()) {
      Files.move(part, folder.path().resolve(file.name() + ".gz"), StandardCopyOption.ATOMIC_MOVE);
      return Optional.empty();
    }
    Files.deleteIfExists(part);
    // The first bytes may have come from a mirror that packs the file in another way.
    return resumes ? download(address, file, part) : damage;
  }

  private Optional<String> damage(DataFile file, Path path) {
    try {
      DatasetReader.verify(entry, file, path, "It was not kept.");
      return Optional.empty();
    } catch (DataException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }
}
