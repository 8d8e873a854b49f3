package io.ffsamediff.examples.chaos;

import io.ffsamediff.run.EpochMetrics;
import io.ffsamediff.run.EvaluationFile;
import io.ffsamediff.run.InsightsFile;
import io.ffsamediff.run.MetricsLog;
import io.ffsamediff.run.ModelStore;
import io.ffsamediff.run.RunConfigFile;
import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.RunManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run folder at rest, found whole: every file is as {@code docs/file-formats.md} says.
 *
 * @param files paths in the folder and when they were changed; none where there is no folder
 * @param manifest the manifest, if there is one
 * @param keep {@code checkpoints.keep} of the configuration
 * @param epochs lines of the metrics
 * @param checkpoints numbered ones, oldest first
 */
record FolderState(
    Map<String, FileTime> files,
    Optional<RunManifest> manifest,
    int keep,
    int epochs,
    List<CheckpointImage> checkpoints) {

  private static final Pattern NUMBERED = Pattern.compile("checkpoints/\\d{8}\\.ckpt");
  private static final Pattern KNOWN =
      Pattern.compile(
          "\\.lock|(config|manifest|evaluation|insights)\\.json(\\.partial)?|metrics\\.jsonl(\\.partial)?"
              + "|report\\.html(\\.partial)?|figures|figures/examples\\.(json|png)(\\.partial)?"
              + "|figures/(loss|goodness|errors|weights|confusion)\\.png(\\.partial)?|checkpoints"
              + "|checkpoints/(\\d{8}|best)\\.ckpt(\\.partial)?"
              + "|model(\\.partial|\\.old)?|model(\\.partial|\\.old)?/(layer-\\d|head)\\.fb"
              + "|model(\\.partial|\\.old)?/model\\.json|model\\.partial/model\\.json\\.partial");

  /**
   * Reads and checks {@code folder}.
   *
   * @throws BrokenRun if something is not whole
   * @throws RuntimeException if the engine's own readers refuse a file
   */
  static FolderState read(Path folder) throws IOException {
    Map<String, FileTime> files = files(folder);
    files.keySet().forEach(name -> BrokenRun.unless(isKnown(name), "unknown file", name));
    List<CheckpointImage> checkpoints = new ArrayList<>();
    for (String name : files.keySet()) {
      if (NUMBERED.matcher(name).matches()) {
        checkpoints.add(CheckpointImage.read(folder.resolve(name)));
      } else if (name.equals("checkpoints/best.ckpt")) {
        CheckpointImage.read(folder.resolve(name));
      } else if (name.endsWith(".json") && !name.startsWith("model")) {
        JsonMapper.shared().readTree(Files.readString(folder.resolve(name)));
      }
    }
    if (!files.containsKey("config.json")) {
      boolean isNew = !files.containsKey("manifest.json") && checkpoints.isEmpty();
      BrokenRun.unless(isNew, "config.json is lost");
      return new FolderState(files, Optional.empty(), ChaosConfig.KEEP, 0, checkpoints);
    }
    return checked(RunDirectory.open(folder), files, checkpoints);
  }

  private static boolean isKnown(String name) {
    return KNOWN.matcher(name).matches();
  }

  private static FolderState checked(
      RunDirectory run, Map<String, FileTime> files, List<CheckpointImage> checkpoints) {
    List<EpochMetrics> epochs = MetricsLog.read(run);
    for (int i = 0; i < epochs.size(); i++) {
      BrokenRun.unless(epochs.get(i).epoch() == i + 1, "metrics lack epoch", i + 1);
    }
    if (files.containsKey("model") || files.containsKey("model.old")) {
      BrokenRun.unless(!new ModelStore(run).load().layers().isEmpty(), "no model");
    }
    EvaluationFile.readAll(run);
    InsightsFile.read(run);
    FolderState state =
        new FolderState(
            files,
            RunManifest.readIfPresent(run),
            RunConfigFile.read(run).at("/checkpoints/keep").asInt(),
            epochs.size(),
            checkpoints);
    int saved = state.savedEpochs();
    BrokenRun.unless(
        saved <= epochs.size(), "metrics of", epochs.size(), "epochs, a checkpoint of", saved);
    return state;
  }

  private static Map<String, FileTime> files(Path folder) throws IOException {
    Map<String, FileTime> files = new TreeMap<>();
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.filter(path -> !path.equals(folder)).toList()) {
          files.put(folder.relativize(path).toString(), Files.getLastModifiedTime(path));
        }
      }
    }
    return files;
  }

  /** Finished epochs of the newest checkpoint; 0 without one. */
  int savedEpochs() {
    return checkpoints.isEmpty() ? 0 : checkpoints.get(checkpoints.size() - 1).epochs();
  }

  /** Number of the newest checkpoint's file; 0 without one. */
  int newestNumber() {
    return checkpoints.isEmpty()
        ? 0
        : Integer.parseInt(
            checkpoints.get(checkpoints.size() - 1).file().getFileName().toString(), 0, 8, 10);
  }

  /** How often the manifest says that the run was resumed; -1 without a manifest. */
  int resumes() {
    return manifest.map(known -> known.resumes().size()).orElse(-1);
  }

  /** Whether there is such a file, which was not there, or another one, before. */
  boolean hasNew(FolderState before, Pattern name) {
    return files.entrySet().stream()
        .filter(file -> name.matcher(file.getKey()).matches())
        .anyMatch(file -> !file.getValue().equals(before.files.get(file.getKey())));
  }

  /**
   * Nothing that was saved is lost.
   *
   * @throws BrokenRun if something is
   */
  void checkNothingLostSince(FolderState before) {
    BrokenRun.unless(
        newestNumber() >= before.newestNumber(),
        "the newest checkpoint is",
        newestNumber(),
        "and was",
        before.newestNumber());
    for (String lasting :
        List.of("config.json", "manifest.json", "evaluation.json", "insights.json")) {
      BrokenRun.unless(
          files.containsKey(lasting) || !before.files.containsKey(lasting), lasting, "is lost");
    }
    boolean hadModel = before.files.containsKey("model") || before.files.containsKey("model.old");
    boolean hasModel = files.containsKey("model") || files.containsKey("model.old");
    BrokenRun.unless(hasModel || !hadModel, "the model is lost");
  }
}
