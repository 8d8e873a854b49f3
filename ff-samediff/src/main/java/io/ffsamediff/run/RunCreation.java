package io.ffsamediff.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes a new run folder, or leaves everything as it was. */
final class RunCreation {

  private final Path folder;
  private final Path absolute;

  /** Folders, and the file of the lock, made so far, innermost first. */
  private final List<Path> made = new ArrayList<>();

  RunCreation(Path folder) {
    this.folder = folder;
    this.absolute = folder.toAbsolutePath().normalize();
  }

  /**
   * Makes the folder, its sub-folders and {@code config.json}, which comes last: without it the
   * folder is one in which no run has begun. Two processes cannot make the same one, since each
   * takes the lock before it looks a second time.
   */
  void create(String configJson) {
    requireNew();
    RunDirectory run = new RunDirectory(absolute);
    try {
      makeWithParents(absolute);
      makeParts(run, configJson);
    } catch (IOException e) {
      throw undo(AtomicFiles.cannotWrite(folder, e));
    } catch (RunFolderException e) {
      throw undo(e);
    }
  }

  private void makeParts(RunDirectory run, String configJson) throws IOException {
    Path lockFile = RunLock.file(run);
    boolean hadLockFile = Files.exists(lockFile);
    try (RunLock lock = RunLock.take(run)) {
      lock.check();
      if (!hadLockFile) {
        made.add(0, lockFile);
      }
      requireNew();
      make(run.figures());
      make(run.checkpoints());
      AtomicFiles.write(run.config(), configJson.getBytes(StandardCharsets.UTF_8));
      AtomicFiles.forceFolder(absolute.resolveSibling(""));
    }
  }

  /** Refuses a folder in which there is anything but the beginning of a new run. */
  void requireNew() {
    if (Files.exists(absolute) && !new RunDirectory(absolute).isUnbegun()) {
      throw new RunFolderException(
          "%s: expected a run folder that does not exist yet, received an existing one. Choose another with --out, or continue that run with: ff train --resume %s"
              .formatted(folder, folder));
    }
  }

  private void makeWithParents(Path path) throws IOException {
    Path parent = path.getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      makeWithParents(parent);
    }
    make(path);
    if (parent != null && Files.isReadable(parent)) {
      AtomicFiles.forceFolder(parent); // or a power loss takes the run with all it has forced
    }
  }

  private void make(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      Files.createDirectory(path);
      made.add(0, path);
    }
  }

  /** Deletes what was made, unless someone else has put something into them. */
  private RunFolderException undo(RunFolderException failure) {
    try {
      for (Path path : made) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }
}
