package io.ffsamediff.run;

import io.ffsamediff.train.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The training states in {@code checkpoints/}: files of rising numbers, of which the last two are
 * kept, so that damage to one costs an epoch and not the run.
 */
public final class CheckpointStore {

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointStore.class);
  private static final Pattern NAME = Pattern.compile("\\d{8}\\.ckpt");
  private static final int KEPT = 2;

  private final Path folder;

  /** The checkpoints of {@code run}. */
  public CheckpointStore(RunDirectory run) {
    this.folder = run.checkpoints();
  }

  /**
   * Writes {@code state} as the newest checkpoint and removes all but the last two.
   *
   * @return the file
   * @throws RunFolderException if it cannot be written; the older ones are left as they were
   */
  public Path save(TrainingState state) {
    try {
      Files.createDirectories(folder);
      List<Path> newestFirst = newestFirst();
      long number = newestFirst.isEmpty() ? 1 : number(newestFirst.get(0)) + 1;
      Path file = folder.resolve("%08d.ckpt".formatted(number));
      AtomicFiles.write(file, out -> CheckpointWriter.write(state, out));
      for (Path old :
          newestFirst.subList(Math.min(KEPT - 1, newestFirst.size()), newestFirst.size())) {
        Files.deleteIfExists(old);
      }
      return file;
    } catch (IOException e) {
      throw AtomicFiles.cannotWrite(folder, e);
    }
  }

  /**
   * The newest sound checkpoint. A damaged one is passed over with a warning.
   *
   * @param like a state of the network that the checkpoint must fit: sizes are compared
   * @throws RunFormatException if there is no checkpoint, or none that can be read; then the
   *     message is that of the newest
   */
  public TrainingState latest(TrainingState like) {
    List<Path> newestFirst = list();
    if (newestFirst.isEmpty()) {
      throw RunFormatException.of(
          folder, "a checkpoint", "none", "The run cannot be resumed; train it again.");
    }
    RunFormatException newest = null;
    for (Path file : newestFirst) {
      try {
        return CheckpointReader.read(file, like);
      } catch (RunFormatException e) {
        LOG.warn("{} Trying the checkpoint before it.", e.getMessage());
        newest = newest == null ? e : newest;
      }
    }
    throw newest == null ? new IllegalStateException("no file was tried") : newest;
  }

  private List<Path> list() {
    try {
      return newestFirst();
    } catch (IOException e) {
      throw new RunFormatException(
          "%s: expected a readable folder, received '%s'. Check its permissions."
              .formatted(folder, e),
          e);
    }
  }

  private List<Path> newestFirst() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .sorted(Comparator.comparingLong(CheckpointStore::number).reversed())
          .toList();
    }
  }

  private static long number(Path file) {
    return Long.parseLong(file.getFileName().toString(), 0, 8, 10);
  }
}
