package io.ffsamediff.run;

import io.ffsamediff.eval.Insights;
import java.nio.file.Files;
import java.util.Optional;

/**
 * {@code insights.json}: what is behind the evaluation, so that a report needs no data; counts, as
 * that does, only in a finished run.
 */
public final class InsightsFile {

  private InsightsFile() {}

  /**
   * Writes the file.
   *
   * @throws RunFolderException if it cannot be written
   */
  public static void write(RunDirectory run, Insights insights) {
    RunJson.write(run.insights(), insights);
  }

  /**
   * Reads the file; empty if the run has none: it is not finished, or an earlier version trained
   * it.
   *
   * @throws RunFormatException if it is damaged
   */
  public static Optional<Insights> read(RunDirectory run) {
    return Files.exists(run.insights())
        ? Optional.of(RunJson.read(run.insights(), RunLimits.INSIGHTS, Insights.class))
        : Optional.empty();
  }
}
