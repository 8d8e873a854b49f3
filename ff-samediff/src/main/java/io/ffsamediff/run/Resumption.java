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
