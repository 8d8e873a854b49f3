package io.ffsamediff.run;

import io.ffsamediff.train.StateProblem;
import io.ffsamediff.train.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The training states in {@code checkpoints/}: files of rising numbers, of which the last ones are
 * kept, so that damage to one costs an epoch and not the run, and {@code best.ckpt}, the state with
 * the fewest validation errors.
 */
public final class CheckpointStore {

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointStore.class);
  private static final Pattern NAME = Pattern.compile("\\d{8}\\.ckpt");
  private static final String BEST = "best.ckpt";

  private final Path folder;
  private final RunIdentity identity;
  private final int keep;
  private final Set<Path> unreadable = new HashSet<>();

  /**
   * The checkpoints of {@code run}.
   *
   * @param keep how many numbered ones are kept, from 1
   * @throws RunFormatException if the run's {@code config.json} is damaged
   */
  public CheckpointStore(RunDirectory run, int keep) {
    this.folder = run.checkpoints();
    this.identity = RunIdentity.of(RunConfigFile.read(run));
    this.keep = keep;
  }

  /**
   * Writes {@code state} as the newest checkpoint and removes all but the newest.
   *
   * @return the file
   * @throws RunFolderException if it cannot be written; the older ones are left as they were
   */
  public Path save(TrainingState state) {
    try {
      List<Path> newestFirst = newestFirst();
      long number = newestFirst.isEmpty() ? 1 : number(newestFirst.get(0)) + 1;
      Path file = folder.resolve("%08d.ckpt".formatted(number));
      AtomicFiles.write(file, out -> CheckpointWriter.write(state, identity, out));
      removeBehind(newestFirst);
      return file;
    } catch (IOException e) {
      throw AtomicFiles.cannotWrite(folder, e);
    }
  }

  /** Removes what is older than as many as are kept; one that could not be read is none of them. */
  private void removeBehind(List<Path> newestFirst) throws IOException {
    int kept = 1; // the new one
    for (Path old : newestFirst) {
      if (kept >= keep) {
        Files.deleteIfExists(old);
      } else if (!unreadable.contains(old)) {
        kept++;
      }
    }
  }

  /**
   * Replaces {@code best.ckpt}.
   *
   * @throws RunFolderException if it cannot be written; the one before is left as it was
   */
  void saveBest(TrainingState state) {
    AtomicFiles.write(folder.resolve(BEST), out -> CheckpointWriter.write(state, identity, out));
  }

  /**
   * The newest sound checkpoint. A damaged one is passed over with a warning; {@code best.ckpt} is
   * tried when no other is left.
   *
   * @param like a state of the network that the checkpoint must fit: sizes are compared
   * @throws RunFormatException if there is no checkpoint, or none that can be read; then the
   *     message is that of the newest
   */
  TrainingState latest(TrainingState like) {
    return latest(like, state -> Optional.empty());
  }

  /**
   * The newest sound checkpoint, as {@link #latest(TrainingState)}.
   *
   * @param problems what is wrong with a state whose arrays fit; one with a problem counts as
   *     damaged
   */
  TrainingState latest(
      TrainingState like, Function<TrainingState, Optional<StateProblem>> problems) {
    List<Path> candidates = candidates();
    if (candidates.isEmpty()) {
      throw RunFormatException.of(
          folder, "a checkpoint", "none", "The run cannot be resumed; train it again.");
    }
    RunFormatException newest = null;
    for (Path file : candidates) {
      try {
        return sound(file, CheckpointReader.read(file, identity, like), problems);
      } catch (RunFormatException e) {
        LOG.warn("{} Trying the checkpoint before it.", e.getMessage());
        unreadable.add(file);
        newest = newest == null ? e : newest;
      }
    }
    throw newest == null ? new IllegalStateException("no file was tried") : newest;
  }

  /** Whether there is no checkpoint, not even a damaged one. */
  boolean isEmpty() {
    return candidates().isEmpty();
  }

  private static TrainingState sound(
      Path file, TrainingState state, Function<TrainingState, Optional<StateProblem>> problems) {
    Optional<StateProblem> problem = problems.apply(state);
    if (problem.isPresent()) {
      throw RunFormatException.of(
          file, problem.get().expected(), problem.get().received(), CheckpointFile.DAMAGED);
    }
    return state;
  }

  private List<Path> candidates() {
    try {
      Path best = folder.resolve(BEST);
      return Stream.concat(
              newestFirst().stream(), Stream.of(best).filter(file -> Files.exists(file)))
          .toList();
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
