package io.ffsamediff.examples.chaos;

import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.RunManifest;
import io.ffsamediff.run.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A run that was killed often beside one that was not: the same, byte for byte. */
final class RunComparison {

  private static final Set<String> SAME =
      Set.of("config.json", "evaluation.json", "insights.json", "figures/examples.json");

  private final Path killed;
  private final Path whole;

  RunComparison(Path killed, Path whole) {
    this.killed = killed;
    this.whole = whole;
  }

  /**
   * Compares files, metrics, checkpoints and manifests.
   *
   * @throws BrokenRun if anything but times and resumptions differs
   */
  void check() throws IOException {
    FolderState before = FolderState.read(whole);
    FolderState after = FolderState.read(killed);
    same("files", names(after), names(before));
    for (String name : before.files().keySet()) {
      if (SAME.contains(name) || name.startsWith("model/")) {
        boolean isSame = Files.mismatch(killed.resolve(name), whole.resolve(name)) < 0;
        BrokenRun.unless(isSame, name, "differs from the uninterrupted run\'s");
      }
    }
    same("metrics", metrics(killed), metrics(whole));
    checkCheckpoints(after, before);
    checkManifests();
  }

  /** Names of files, those of numbered checkpoints without their numbers. */
  private static List<String> names(FolderState state) {
    return state.files().keySet().stream().map(name -> name.replaceAll("\\d{8}", "N")).toList();
  }

  /** Lines without {@code seconds}. */
  private static String metrics(Path run) throws IOException {
    return Files.readAllLines(run.resolve("metrics.jsonl")).stream()
        .map(line -> line.replaceFirst("\"seconds\":[^,}]+", ""))
        .collect(Collectors.joining("\n"));
  }

  private void checkCheckpoints(FolderState after, FolderState before) throws IOException {
    same("checkpoints", after.checkpoints().size(), ChaosConfig.KEEP);
    CheckpointImage newest = after.checkpoints().get(ChaosConfig.KEEP - 1);
    BrokenRun.unless(
        newest.isSameState(before.checkpoints().get(ChaosConfig.KEEP - 1)),
        "the final state differs from the uninterrupted run's");
    Path best = Path.of("checkpoints", "best.ckpt");
    BrokenRun.unless(
        CheckpointImage.read(killed.resolve(best))
            .isSameState(CheckpointImage.read(whole.resolve(best))),
        "the best state differs from the uninterrupted run's");
  }

  private void checkManifests() {
    RunManifest after = RunManifest.read(RunDirectory.open(killed));
    RunManifest before = RunManifest.read(RunDirectory.open(whole));
    same("status", after.status(), RunStatus.FINISHED);
    same("configHash", after.configHash(), before.configHash());
    same("data", after.data(), before.data());
    same("examples", after.examples(), before.examples());
  }

  private static void same(String what, Object actual, Object expected) {
    BrokenRun.unless(
        actual.equals(expected), what, actual, "and in the uninterrupted run", expected);
  }
}
