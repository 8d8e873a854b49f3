package io.ffsamediff.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A run in a list of runs.
 *
 * @param id name of its folder
 * @param name name of its configuration
 * @param status how far it has come; "unreadable" where a file of it is damaged
 * @param epochs asked for
 * @param data name of the data set
 * @param errorRate share of wrong predictions on test examples; null in a run that is not finished
 * @param trainExamples examples to learn from; 0 where that is not told yet
 * @param testExamples examples to be judged by; 0 where that is not told yet
 * @param model whether there is a trained model
 */
public record RunSummary(
    String id,
    String name,
    String status,
    int epochs,
    String data,
    @Nullable Double errorRate,
    int trainExamples,
    int testExamples,
    boolean model) {

  /** The newest of a folder with more are listed. */
  private static final int MOST = 200;

  /** The runs in {@code folder}, the newest first; none where it cannot be read. */
  public static List<RunSummary> list(Path folder) {
    try (Stream<Path> folders = Files.list(folder)) {
      return folders
          .filter(RunSummary::isRun)
          .sorted(Comparator.comparingLong(RunSummary::begun).reversed())
          .limit(MOST)
          .map(RunSummary::of)
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /**
   * The run of the folder {@code id} in {@code folder}; an id is compared with names, and never
   * becomes a path.
   */
  public static Optional<RunDirectory> find(Path folder, String id) {
    try (Stream<Path> folders = Files.list(folder)) {
      return folders
          .filter(path -> String.valueOf(path.getFileName()).equals(id) && isRun(path))
          .findFirst()
          .map(RunDirectory::open);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean isRun(Path folder) {
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        && Files.isRegularFile(folder.resolve("config.json"), LinkOption.NOFOLLOW_LINKS);
  }

  private static long begun(Path folder) {
    return folder.resolve("config.json").toFile().lastModified();
  }

  private static RunSummary of(Path folder) {
    String id = String.valueOf(folder.getFileName());
    try {
      RunDirectory run = RunDirectory.open(folder);
      JsonNode config = RunConfigFile.read(run);
      Optional<RunManifest> manifest = RunManifest.readIfPresent(run);
      return new RunSummary(
          id,
          config.path("name").asString(id),
          manifest.map(RunSummary::status).orElse("starting"),
          config.path("training").path("epochs").asInt(0),
          config.path("data").path("name").asString(""),
          manifest
              .filter(it -> it.status() == RunStatus.FINISHED)
              .flatMap(finished -> EvaluationFile.read(run))
              .map(e -> e.errors() / (double) e.examples())
              .orElse(null),
          manifest.map(it -> it.examples().train()).orElse(0),
          manifest.map(it -> it.examples().test()).orElse(0),
          Files.isDirectory(run.model()));
    } catch (RunFormatException e) {
      return new RunSummary(id, id, "unreadable", 0, "", null, 0, 0, false);
    }
  }

  private static String status(RunManifest manifest) {
    return RunJson.LINE.valueToTree(manifest.status()).asString("");
  }

  /** A list as JSON. */
  public static String json(List<RunSummary> runs) {
    return RunJson.LINE.writeValueAsString(runs);
  }
}
