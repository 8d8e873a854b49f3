package io.ffsamediff.run;

import io.ffsamediff.config.ConfigException;
import io.ffsamediff.config.ConfigHash;
import io.ffsamediff.config.ConfigProblem;
import io.ffsamediff.config.ConfigReader;
import io.ffsamediff.config.ResumedConfig;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.train.TrainingCursor;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * With what a run goes on.
 *
 * @param asked the run's configuration with the changes that were asked for
 * @param resolved the same with what was derived from the machine
 * @param now the manifest of a run that started now: its versions and device hold from now on, and
 *     all of it where the process was killed before it had written one
 */
public record Resumption(ResumedConfig asked, RunConfig resolved, RunManifest now) {

  /**
   * Refuses a network that {@link SavedNetwork#save} has written: without a state it would start
   * anew, and its weights be replaced.
   *
   * @throws RunFormatException if there is a model and no trace of training
   */
  public static void requireTrainedHere(RunDirectory run) {
    if (Files.exists(run.model()) && !Files.exists(run.manifest()) && !run.hasLearnt()) {
      throw RunFormatException.of(
          run,
          "a run with the state of its training",
          "a saved network alone",
          "Train another one with: ff train " + run.config());
    }
  }

  /**
   * What computes otherwise than before: where anything does, the run's numbers may differ in their
   * last digits from those of a run that was not interrupted.
   *
   * @return as in {@code "nd4j 1.0.0-M2.1, now 1.0.0-M3"}; empty where nothing differs
   */
  public List<String> differences(RunManifest before) {
    RunManifest.Versions then = before.versions();
    return Stream.of(
            difference("ff", then.ff(), now.versions().ff()),
            difference("commit", then.gitCommit(), now.versions().gitCommit()),
            difference("JVM", then.jvm(), now.versions().jvm()),
            difference("ND4J", then.nd4j(), now.versions().nd4j()),
            difference("BLAS", then.blas(), now.versions().blas()),
            difference("oneDNN", then.oneDnn(), now.versions().oneDnn()),
            difference("driver", then.driver(), now.versions().driver()),
            difference("device", before.device().name(), now.device().name()))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<String> difference(
      String what, @Nullable String then, @Nullable String now) {
    return Objects.equals(then, now)
        ? Optional.empty()
        : Optional.of("%s %s, now %s".formatted(what, orNone(then), orNone(now)));
  }

  private static String orNone(@Nullable String version) {
    return version == null ? "none" : version;
  }

  /**
   * Refuses to go on with fewer epochs than were begun.
   *
   * @throws ConfigException if {@code next} lies beyond the last epoch
   */
  void checkEpochs(RunDirectory run, TrainingCursor next) {
    boolean isBetweenEpochs = next.equals(TrainingCursor.startOf(next.epoch()));
    long begun = isBetweenEpochs ? next.epoch() : next.epoch() + 1L;
    int epochs = resolved.training().epochs();
    if (epochs < begun) {
      throw new ConfigException(
          run.config().toString(),
          List.of(
              new ConfigProblem(
                  "/training/epochs",
                  "%d or more, the epochs that were begun".formatted(begun),
                  Integer.toString(epochs),
                  "Resume with --set training.epochs=%d.".formatted(begun))));
    }
  }

  /** The manifest of the run that goes on, unwritten yet. */
  RunManifest applyTo(RunManifest before, RunManifest.Resume resume) {
    String hash = rewritten().map(Resumption::hash).orElse(before.configHash());
    return before.resumed(resume, now.versions(), now.device(), hash);
  }

  /** The new {@code config.json}, where anything changes. */
  Optional<String> rewritten() {
    return asked.isChanged() ? Optional.of(asked.rewritten(resolved)) : Optional.empty();
  }

  private static String hash(String json) {
    return ConfigHash.sha256(ConfigReader.parse("config.json", json, List.of()));
  }
}
