package io.ffsamediff.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second process from training into the same run folder. The operating system releases the
 * lock when the process ends, however it ends; the empty file {@code .lock} stays, since deleting
 * it would let two processes hold locks on two files of one name.
 */
public final class RunLock implements AutoCloseable {

  /** Name of the file in the run folder. */
  static final String NAME = ".lock";

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /** The file that is locked. */
  static Path file(RunDirectory run) {
    return run.folder().resolve(NAME);
  }

  /**
   * Takes the lock of {@code run}.
   *
   * @throws RunFolderException if it is taken, or the folder cannot be written
   */
  public static RunLock take(RunDirectory run) {
    Path file = file(run);
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
      if (tryLock(channel) == null) {
        channel.close();
        throw new RunFolderException(
            "%s: expected a run that no process is training, received one that is being trained. Wait for that process, or stop it."
                .formatted(run));
      }
      return new RunLock(channel);
    } catch (IOException e) {
      throw AtomicFiles.cannotWrite(file, e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /**
   * Asserts that the lock is still held.
   *
   * @throws IllegalStateException if it was closed
   */
  void check() {
    if (!channel.isOpen()) {
      throw new IllegalStateException("the lock of the run is not held");
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new RunFolderException("The lock of the run could not be released.", e);
    }
  }
}
