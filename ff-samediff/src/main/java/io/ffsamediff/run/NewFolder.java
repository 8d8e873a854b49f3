package io.ffsamediff.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a folder of files as a whole: they are written to one beside it, forced to disk, and that
 * is renamed. A reader, or a crash, finds all files or none.
 */
public final class NewFolder {

  private final Path folder;
  private final Path absolute;
  private final Path partial;

  private NewFolder(Path folder) {
    this.folder = folder;
    this.absolute = folder.toAbsolutePath().normalize();
    this.partial = AtomicFiles.partial(absolute);
  }

  /** Writes the files of a folder. */
  @FunctionalInterface
  public interface Content {

    /** Writes everything into {@code folder}, which is there and empty. */
    void writeTo(Path folder) throws IOException;
  }

  /**
   * Makes {@code folder}, and those that it lies in. If that fails, no file is left behind.
   *
   * @param folder must not exist, or be an empty folder
   * @throws RunFolderException if there is anything else, or it cannot be written
   */
  public static void create(Path folder, Content content) {
    new NewFolder(folder).create(content);
  }

  private void create(Content content) {
    List<Path> made = new ArrayList<>(); // innermost first
    try {
      requireNew();
      makeParents(absolute.getParent(), made);
      Files.createDirectory(partial);
    } catch (IOException e) {
      throw undone(made, AtomicFiles.cannotWrite(folder, e));
    }
    made.add(0, partial);
    try {
      content.writeTo(partial);
      moveIntoPlace();
    } catch (IOException e) {
      throw undone(made, AtomicFiles.cannotWrite(folder, e));
    } catch (RuntimeException e) {
      throw undone(made, e);
    }
  }

  private void requireNew() throws IOException {
    if (Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)
        && !(Files.isDirectory(absolute, LinkOption.NOFOLLOW_LINKS) && Folders.isEmpty(absolute))) {
      throw new RunFolderException(
          "%s: expected a folder that does not exist yet, or is empty, received an existing one. Choose another with --out."
              .formatted(folder));
    }
    if (Files.exists(partial, LinkOption.NOFOLLOW_LINKS)) {
      throw new RunFolderException(
          "%s: expected nothing there, received what a killed process may have left. Delete it, or choose another folder with --out."
              .formatted(partial));
    }
  }

  private static void makeParents(@Nullable Path path, List<Path> made) throws IOException {
    if (path != null && !Files.isDirectory(path)) {
      makeParents(path.getParent(), made);
      Files.createDirectory(path);
      made.add(0, path);
    }
  }

  private void moveIntoPlace() throws IOException {
    forceAll();
    Files.deleteIfExists(absolute); // an empty folder, which not every system renames onto
    Files.move(partial, absolute, StandardCopyOption.ATOMIC_MOVE);
    AtomicFiles.forceFolder(absolute.resolveSibling(""));
  }

  private void forceAll() throws IOException {
    try (Stream<Path> content = Files.walk(partial)) {
      for (Path path : content.toList()) {
        if (Files.isDirectory(path)) {
          AtomicFiles.forceFolder(path);
        } else {
          AtomicFiles.force(path);
        }
      }
    }
  }

  /** Deletes what was made, unless someone else has put something into the parents. */
  private RuntimeException undone(List<Path> made, RuntimeException failure) {
    try {
      for (Path path : made) {
        if (path.equals(partial)) {
          Folders.delete(partial);
        } else {
          Files.deleteIfExists(path);
        }
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }
}
