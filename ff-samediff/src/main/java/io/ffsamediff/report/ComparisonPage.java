package io.ffsamediff.report;

import io.ffsamediff.eval.Evaluation;
import io.ffsamediff.report.ComparedRun.TestErrors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** A comparison as one HTML file that needs nothing else. */
final class ComparisonPage {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ComparisonPage() {}

  /**
   * A run as a line of the table.
   *
   * @param letter its letter
   * @param folder its folder
   * @param name its name
   * @param seed its seed
   * @param data its data set
   * @param status finished, interrupted and so on
   * @param epochs finished ones of those asked for
   * @param error test error
   * @param best whether that is the smallest
   * @param accuracy share of right predictions
   * @param predictors test errors of the predictors
   * @param time training time
   * @param device where it computed
   */
  record Row(
      String letter,
      String folder,
      String name,
      String seed,
      String data,
      String status,
      String epochs,
      String error,
      boolean best,
      String accuracy,
      List<String> predictors,
      String time,
      String device) {}

  /**
   * A key as a line of the table.
   *
   * @param key the key
   * @param cells its values
   */
  record KeyRow(String key, List<Cell> cells) {}

  /**
   * A value.
   *
   * @param text the value
   * @param other whether it is not that of the first run
   */
  record Cell(String text, boolean other) {}

  /** The page. */
  static String html(RunComparison comparison) {
    List<ChartSections.Section> charts = new ComparisonCharts(comparison.runs()).sections();
    List<Chart> drawn = charts.stream().map(section -> section.chart().small()).toList();
    List<String> predictors = comparison.predictors();
    Map<String, Object> variables = new HashMap<>(ChartPage.variables());
    variables.put("notices", comparison.notices());
    variables.put("predictors", predictors);
    variables.put(
        "runs",
        comparison.runs().stream().map(run -> row(run, predictors, comparison.best())).toList());
    variables.put("charts", charts);
    variables.put(
        "keys", comparison.differences().differences().stream().map(d -> key(d)).toList());
    variables.put("equalKeys", comparison.differences().equal());
    variables.put(
        "chartData", JSON.writeValueAsString(Map.of("charts", drawn)).replace("<", "\\u003c"));
    return HtmlPage.render(ChartPage.HOME + "compare.peb", variables);
  }

  private static Row row(ComparedRun run, List<String> predictors, Optional<Double> best) {
    Optional<TestErrors> errors = run.testErrors();
    return new Row(
        run.letter(),
        run.shownFolder(),
        run.manifest().name(),
        Long.toString(run.manifest().seed()),
        run.data(),
        run.status(),
        "%s of %s"
            .formatted(
                ReportFormat.count(run.contents().epochs().size()),
                ReportFormat.count(run.contents().epochsAsked())),
        errors.map(ComparisonPage::error).orElse("\u2013"),
        errors.filter(e -> !e.isPreliminary()).map(TestErrors::share).equals(best)
            && best.isPresent(),
        errors.map(e -> ReportFormat.percent(1 - e.share())).orElse("\u2013"),
        predictors.stream().map(name -> error(run.evaluation(name))).toList(),
        ReportFormat.seconds(run.contents().seconds()),
        run.manifest().device().type());
  }

  private static String error(TestErrors errors) {
    String share = ReportFormat.percent(errors.share());
    return errors.isPreliminary() ? share + "*" : share;
  }

  private static String error(Optional<Evaluation> evaluation) {
    return evaluation
        .map(e -> ReportFormat.percent((double) e.errors() / e.examples()))
        .orElse("\u2013");
  }

  private static KeyRow key(ConfigDifferences.Difference difference) {
    List<String> texts = difference.texts();
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      cells.add(new Cell(texts.get(i), !difference.isSame(i, 0)));
    }
    return new KeyRow(difference.shownKey(), cells);
  }
}
