package io.ffsamediff.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A run folder and the names of its parts:
 *
 * <pre>
 * config.json  manifest.json  metrics.jsonl  evaluation.json  insights.json  report.html
 * figures/  checkpoints/  model/
 * </pre>
 */
public final class RunDirectory {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Path folder;

  RunDirectory(Path folder) {
    this.folder = folder;
  }

  /** The folder of a run that was given none: {@code runs/<name>-<UTC time>}. */
  public static Path defaultFolder(String name, Instant start) {
    String plain = name.replaceAll("[^A-Za-z0-9._-]+", "-");
    return Path.of("runs", plain + "-" + STAMP.format(start));
  }

  /**
   * Refuses a folder that exists and is more than the beginning of a new run: for a check before
   * work that takes long.
   *
   * @throws RunFolderException if there is anything else in {@code folder}
   */
  public static void requireNew(Path folder) {
    new RunCreation(folder).requireNew();
  }

  /**
   * Makes a new run folder that holds {@code config.json} and the empty sub-folders. If that fails,
   * nothing is left behind.
   *
   * @param folder where; must not exist, be empty, or be what a process left that was killed before
   *     it had written {@code config.json}
   * @param configJson the resolved configuration
   * @throws RunFolderException if there is anything else in the folder, or it cannot be written
   */
  public static RunDirectory create(Path folder, String configJson) {
    new RunCreation(folder).create(configJson);
    return new RunDirectory(folder);
  }

  /**
   * An existing run.
   *
   * @throws RunFormatException if {@code folder} is no run folder
   */
  public static RunDirectory open(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw RunFormatException.of(
          folder,
          "a run folder",
          Files.exists(folder) ? "a file" : "a path that does not exist",
          "Give the folder that 'ff train' printed.");
    }
    RunDirectory run = new RunDirectory(folder);
    if (run.isUnbegun()) {
      throw RunFormatException.of(
          folder,
          "a run folder",
          "one in which no run has begun",
          "Start it with: ff train CONFIG --out " + folder);
    }
    if (!Files.isRegularFile(run.config())) {
      throw RunFormatException.of(
          folder,
          "a run folder",
          "a folder without config.json",
          "Give the folder that 'ff train' printed.");
    }
    return run;
  }

  /** Whether a process has trained here: metrics of an epoch or a checkpoint are there. */
  public boolean hasLearnt() {
    try {
      boolean hasMetrics = Files.exists(metrics()) && Files.size(metrics()) > 0;
      return hasMetrics || !Folders.isEmpty(checkpoints());
    } catch (IOException e) {
      return true;
    }
  }

  /** Whether there is something in the folder of checkpoints. */
  boolean hasCheckpoint() {
    try {
      return !Folders.isEmpty(checkpoints());
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Deletes the run: for a start that failed before anything was learnt.
   *
   * @throws RunFolderException if something cannot be deleted
   */
  public void delete() {
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      throw AtomicFiles.cannotWrite(folder, e);
    }
  }

  /**
   * Deletes the files that a process left half-written when it was killed; only under the lock.
   *
   * @throws RunFolderException if one cannot be deleted
   */
  void deletePartialFiles() {
    for (Path part : List.of(folder, checkpoints(), figures())) {
      if (!Files.isDirectory(part)) {
        continue; // a run from elsewhere may lack its pictures
      }
      try (Stream<Path> files = Files.list(part)) {
        for (Path file : files.filter(RunDirectory::isPartial).toList()) {
          Files.deleteIfExists(file);
        }
      } catch (IOException e) {
        throw AtomicFiles.cannotWrite(part, e);
      }
    }
  }

  /**
   * Whether this is an existing folder with nothing in it but what is made before {@code
   * config.json}: a process was killed there, or is at it.
   */
  boolean isUnbegun() {
    Set<Path> parts = Set.of(figures(), checkpoints());
    Set<Path> files = Set.of(RunLock.file(this), AtomicFiles.partial(config()));
    try (Stream<Path> content = Files.list(folder)) {
      return content.allMatch(
          path -> files.contains(path) || (parts.contains(path) && isEmptyFolder(path)));
    } catch (IOException | UncheckedIOException e) {
      return false; // a file, or one that cannot be read
    }
  }

  private static boolean isEmptyFolder(Path path) {
    try {
      return Folders.isEmpty(path);
    } catch (IOException e) {
      return false; // a file of that name
    }
  }

  private static boolean isPartial(Path file) {
    return file.getFileName().toString().endsWith(AtomicFiles.PARTIAL)
        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Refuses a run whose own folders are links: what is written to them would go elsewhere.
   *
   * @throws RunFolderException if {@code figures/} or {@code checkpoints/} is a link
   */
  public void requireOwnFolders() {
    for (Path part : List.of(figures(), checkpoints())) {
      if (Files.isSymbolicLink(part)) {
        throw new RunFolderException(
            "%s: expected a folder of the run, received a link to elsewhere. Replace it by a folder with the same content."
                .formatted(part));
      }
    }
  }

  /**
   * Replaces a file of the run as a whole.
   *
   * @param file one of the paths of this run
   * @param content its new content
   * @throws RunFolderException if it cannot be written; the old content is left as it was
   */
  public void write(Path file, byte[] content) {
    AtomicFiles.write(file, content);
  }

  /** The folder. */
  public Path folder() {
    return folder;
  }

  /** The resolved configuration. */
  public Path config() {
    return folder.resolve("config.json");
  }

  /** What ran where: {@link RunManifest}. */
  public Path manifest() {
    return folder.resolve("manifest.json");
  }

  /** One JSON object an epoch: {@link MetricsLog}. */
  public Path metrics() {
    return folder.resolve("metrics.jsonl");
  }

  /** The evaluation at the end: {@link EvaluationFile}. */
  public Path evaluation() {
    return folder.resolve("evaluation.json");
  }

  /** What is behind the evaluation: {@link InsightsFile}. */
  public Path insights() {
    return folder.resolve("insights.json");
  }

  /** The report. */
  public Path report() {
    return folder.resolve("report.html");
  }

  /** Folder of the pictures. */
  public Path figures() {
    return folder.resolve("figures");
  }

  /** Folder of the training states: {@link CheckpointStore}. */
  public Path checkpoints() {
    return folder.resolve("checkpoints");
  }

  /** Folder of the trained layers: {@link ModelStore}. */
  public Path model() {
    return folder.resolve("model");
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
