package io.ffsamediff.report;

import io.ffsamediff.config.Shown;
import io.ffsamediff.report.ComparedRun.TestErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A comparison for a terminal. */
final class ComparisonText {

  /** Columns from which on a table of differences is written key by key. */
  private static final int WIDTH = 120;

  private static final String NONE = "\u2013";

  private final RunComparison comparison;

  ComparisonText(RunComparison comparison) {
    this.comparison = comparison;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(runs());
    List<String> notices = comparison.notices();
    if (!notices.isEmpty()) {
      text.append('\n');
      notices.forEach(notice -> text.append(notice).append('\n'));
    }
    return text.append('\n').append(differences()).toString();
  }

  private String runs() {
    List<String> predictors = comparison.predictors();
    TextTable table = new TextTable();
    List<String> heads =
        new ArrayList<>(
            List.of("run", "name", "seed", "data", "status", "epochs", "test error", "accuracy"));
    predictors.forEach(predictor -> heads.add(Shown.of(predictor, 20) + " error"));
    heads.addAll(List.of("time", "device"));
    table.row(heads.toArray(String[]::new));
    for (ComparedRun run : comparison.runs()) {
      table.row(cells(run, predictors).toArray(String[]::new));
    }
    return table.toString();
  }

  private static List<String> cells(ComparedRun run, List<String> predictors) {
    List<String> cells = new ArrayList<>();
    cells.add(run.letter() + " " + run.shownFolder());
    cells.add(Shown.of(run.manifest().name(), 30));
    cells.add(Long.toString(run.manifest().seed()));
    cells.add(run.data());
    cells.add(run.status());
    cells.add(run.contents().epochs().size() + "/" + run.contents().epochsAsked());
    cells.add(run.testErrors().map(ComparisonText::error).orElse(NONE));
    cells.add(run.testErrors().map(e -> percent(1 - e.share())).orElse(NONE));
    for (String predictor : predictors) {
      cells.add(
          run.evaluation(predictor)
              .map(e -> percent((double) e.errors() / e.examples()))
              .orElse(NONE));
    }
    cells.add(ReportFormat.seconds(run.contents().seconds()).replace('\u00a0', ' '));
    cells.add(Shown.of(run.manifest().device().type(), 20));
    return cells;
  }

  private static String error(TestErrors errors) {
    return percent(errors.share()) + (errors.isPreliminary() ? "*" : "");
  }

  private static String percent(double share) {
    return ReportFormat.percent(share).replace('\u00a0', ' ');
  }

  private String differences() {
    ConfigDifferences found = comparison.differences();
    if (found.differences().isEmpty()) {
      return "The configurations do not differ.\n";
    }
    String table = table(found);
    boolean fits = table.lines().allMatch(line -> line.length() <= WIDTH);
    return (fits ? table : list(found)) + "%d other keys are equal.%n".formatted(found.equal());
  }

  private String table(ConfigDifferences found) {
    TextTable table = new TextTable();
    List<String> heads = new ArrayList<>(List.of("key"));
    comparison.runs().forEach(run -> heads.add(run.letter()));
    table.row(heads.toArray(String[]::new));
    for (ConfigDifferences.Difference difference : found.differences()) {
      List<String> cells = new ArrayList<>(List.of(difference.shownKey()));
      cells.addAll(difference.texts());
      table.row(cells.toArray(String[]::new));
    }
    return table.toString();
  }

  private String list(ConfigDifferences found) {
    StringBuilder list = new StringBuilder();
    for (ConfigDifferences.Difference difference : found.differences()) {
      list.append(difference.shownKey()).append('\n');
      List<String> texts = difference.texts();
      for (int first = 0; first < texts.size(); first++) {
        if (isFirst(difference, first)) {
          list.append("  ");
          for (int i = first; i < texts.size(); i++) {
            if (difference.isSame(i, first)) {
              list.append(comparison.runs().get(i).letter()).append(' ');
            }
          }
          list.append(texts.get(first)).append('\n');
        }
      }
    }
    return list.toString();
  }

  private static boolean isFirst(ConfigDifferences.Difference difference, int run) {
    return IntStream.range(0, run).noneMatch(before -> difference.isSame(before, run));
  }
}
