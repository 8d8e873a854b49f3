package io.ffsamediff.run;

import io.ffsamediff.config.ConfigException;
import io.ffsamediff.config.ConfigHash;
import io.ffsamediff.config.ConfigProblem;
import io.ffsamediff.config.ConfigReader;
import io.ffsamediff.config.ResumedConfig;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.train.TrainingCursor;
import java.nio.charset.StandardCharsets;
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
 * @param versions versions of what computes now
 * @param device where it computes now
 */
public record Resumption(
    ResumedConfig asked,
    RunConfig resolved,
    RunManifest.Versions versions,
    RunManifest.Device device) {

  /**
   * What computes otherwise than before: where anything does, the run's numbers may differ in their
   * last digits from those of a run that was not interrupted.
   *
   * @return as in {@code "nd4j 1.0.0-M2.1, now 1.0.0-M3"}; empty where nothing differs
   */
  public List<String> differences(RunManifest before) {
    RunManifest.Versions then = before.versions();
    return Stream.of(
            difference("ff", then.ff(), versions.ff()),
            difference("commit", then.gitCommit(), versions.gitCommit()),
            difference("JVM", then.jvm(), versions.jvm()),
            difference("ND4J", then.nd4j(), versions.nd4j()),
            difference("BLAS", then.blas(), versions.blas()),
            difference("oneDNN", then.oneDnn(), versions.oneDnn()),
            difference("driver", then.driver(), versions.driver()),
            difference("device", before.device().name(), device.name()))
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
    int begun = isBetweenEpochs ? next.epoch() : next.epoch() + 1;
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

  /** Writes the changes into {@code config.json} and the rest into the manifest, unwritten yet. */
  RunManifest applyTo(RunDirectory run, RunManifest before, RunManifest.Resume resume) {
    if (!asked.isChanged()) {
      return before.resumed(resume, versions, device, before.configHash());
    }
    String json = asked.rewritten(resolved);
    String hash = ConfigHash.sha256(ConfigReader.parse(run.config().toString(), json, List.of()));
    run.write(run.config(), json.getBytes(StandardCharsets.UTF_8));
    return before.resumed(resume, versions, device, hash);
  }
}
