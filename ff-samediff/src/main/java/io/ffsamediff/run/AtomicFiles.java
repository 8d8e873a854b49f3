package io.ffsamediff.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Replaces and deletes files as a whole: a reader, or a crash, finds the old content or the new
 * one, never a part. The new content goes to a file beside the target, is forced to disk and
 * renamed. Links are not followed: one in the target's place is replaced, and what it points to is
 * left alone.
 */
public final class AtomicFiles {

  /** Ending of files that are being written. */
  static final String PARTIAL = ".partial";

  private AtomicFiles() {}

  /** Writes the content of a file. */
  @FunctionalInterface
  interface Content {
    /** Writes everything to {@code out}, which the caller closes. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Replaces {@code target}.
   *
   * @throws RunFolderException if it cannot be written; the old content is left as it was
   */
  static void write(Path target, Content content) {
    Path partial = partial(target);
    try {
      try {
        Files.deleteIfExists(partial); // of a killed process, or a link to elsewhere
        writeAndForce(partial, content);
        Files.move(
            partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(partial);
      }
      forceFolder(target.toAbsolutePath().resolveSibling(""));
    } catch (IOException e) {
      throw cannotWrite(target, e);
    }
  }

  /**
   * Replaces {@code target} by {@code content}.
   *
   * @throws RunFolderException if it cannot be written; the old content is left as it was
   */
  public static void write(Path target, byte[] content) {
    write(target, out -> out.write(content));
  }

  /**
   * Deletes {@code file}, where it is there; a power loss does not bring it back.
   *
   * @throws RunFolderException if it cannot be deleted
   */
  static void delete(Path file) {
    try {
      if (Files.deleteIfExists(file)) {
        forceFolder(file.toAbsolutePath().resolveSibling(""));
      }
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  /** Where the new content of {@code target} is written. */
  static Path partial(Path target) {
    return target.resolveSibling(target.getFileName() + PARTIAL);
  }

  private static void writeAndForce(Path file, Content content) throws IOException {
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = Channels.newOutputStream(channel)) {
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
  }

  /** Forces an already written file to disk. */
  static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Forces the names in {@code folder} to disk, where the system can do that. */
  static void forceFolder(Path folder) throws IOException {
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** The error for the user when {@code target} cannot be written. */
  public static RunFolderException cannotWrite(Path target, IOException cause) {
    return new RunFolderException(
        "%s: expected a place that can be written, received %s. Check permissions and free space, or choose another place."
            .formatted(target, reason(cause)),
        cause);
  }

  private static String reason(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return "one that does not exist";
    }
    String message = cause.getMessage();
    return message == null
        ? cause.getClass().getSimpleName()
        : "'" + cause.getClass().getSimpleName() + ": " + message + "'";
  }
}
