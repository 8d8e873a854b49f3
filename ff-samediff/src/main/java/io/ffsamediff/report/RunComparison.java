package io.ffsamediff.report;

import io.ffsamediff.report.ComparedRun.TestErrors;
import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.RunFormatException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Runs side by side, made from their folders alone; unfinished ones as far as they have come. */
public final class RunComparison {

  /** Runs that can be told apart in one chart. */
  public static final int MOST_RUNS = 16;

  private final List<ComparedRun> runs;
  private final ConfigDifferences differences;

  private RunComparison(List<ComparedRun> runs) {
    this.runs = List.copyOf(runs);
    List<JsonNode> configs = runs.stream().map(run -> run.contents().config()).toList();
    this.differences = ConfigDifferences.of(configs);
  }

  /**
   * Reads runs.
   *
   * @param folders two of them or more, {@link #MOST_RUNS} at most
   * @throws RunFormatException if a file of one is missing or damaged
   * @throws IllegalArgumentException if they are too few or too many
   */
  public static RunComparison of(List<RunDirectory> folders) {
    if (folders.size() < 2 || folders.size() > MOST_RUNS) {
      throw new IllegalArgumentException("2 to %d runs are compared".formatted(MOST_RUNS));
    }
    List<ComparedRun> runs = new ArrayList<>();
    for (RunDirectory folder : folders) {
      String letter = String.valueOf((char) ('A' + runs.size()));
      runs.add(new ComparedRun(letter, folder.toString(), RunContents.read(folder)));
    }
    return new RunComparison(runs);
  }

  List<ComparedRun> runs() {
    return runs;
  }

  ConfigDifferences differences() {
    return differences;
  }

  /** Names of all predictors of finished runs, where any run has several. */
  List<String> predictors() {
    Set<String> names = new LinkedHashSet<>();
    boolean several = false;
    for (ComparedRun run : runs) {
      several |= run.contents().evaluations().size() > 1;
      run.contents().evaluations().forEach(e -> names.add(e.predictor()));
    }
    return several || names.size() > 1 ? List.copyOf(names) : List.of();
  }

  /** Whether all runs are of the same data, so that their errors can be compared. */
  boolean hasSameData() {
    return runs.stream().map(ComparedRun::dataIdentity).distinct().count() == 1;
  }

  /** The fewest test errors of finished runs on the same data; empty where nothing compares. */
  Optional<Double> best() {
    return hasSameData()
        ? runs.stream()
            .flatMap(run -> run.testErrors().stream())
            .filter(errors -> !errors.isPreliminary())
            .map(TestErrors::share)
            .min(Double::compare)
        : Optional.empty();
  }

  /** What a reader must know before the figures. */
  List<String> notices() {
    List<String> notices = new ArrayList<>();
    if (!hasSameData()) {
      notices.add(
          "The runs are not of the same data files or number of test examples, so that their errors may not compare: %s."
              .formatted(
                  runs.stream()
                      .map(
                          run ->
                              "%s %s (%s)"
                                  .formatted(
                                      run.letter(),
                                      run.data(),
                                      ReportFormat.count(run.manifest().examples().test())))
                      .collect(Collectors.joining(", "))));
    }
    for (ComparedRun run : runs) {
      if (!run.isFinished()) {
        notices.add(unfinished(run));
      }
    }
    return notices;
  }

  private static String unfinished(ComparedRun run) {
    String state =
        switch (run.manifest().status()) {
          case RUNNING -> "is still being trained, or its process was killed";
          case INTERRUPTED -> "was interrupted";
          case DIVERGED -> "diverged";
          case FINISHED -> throw new IllegalStateException("it is finished");
        };
    String count =
        run.testErrors()
            .map(errors -> "its error is that of epoch %d".formatted(errors.epoch()))
            .orElse("its errors have not been counted");
    return "%s %s after epoch %d of %d; %s."
        .formatted(
            run.letter(),
            state,
            run.contents().epochs().size(),
            run.contents().epochsAsked(),
            count);
  }

  /** For a terminal: a table of the runs, what to know about them, and the keys that differ. */
  public String text() {
    return new ComparisonText(this).toString();
  }

  /** For programs: one JSON document. */
  public String json() {
    return ComparisonJson.of(this);
  }

  /** For the browser: one HTML file that needs nothing else. */
  public String html() {
    return ComparisonPage.html(this);
  }
}
