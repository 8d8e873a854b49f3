package io.ffsamediff.report;

import io.ffsamediff.report.Chart.Axes;
import io.ffsamediff.report.Chart.Form;
import io.ffsamediff.report.Curve.Dash;
import io.ffsamediff.run.EpochMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The curves of several runs over each other. */
final class ComparisonCharts {

  private static final String ERRORS = "test error";
  private static final String PERCENT = "\u00a0%";

  private final List<ComparedRun> runs;

  ComparisonCharts(List<ComparedRun> runs) {
    this.runs = runs;
  }

  /** Where on its axis an epoch is. */
  @FunctionalInterface
  private interface Place {
    double of(EpochMetrics epoch, double secondsSoFar);
  }

  /** The value of an epoch; not finite where it has none. */
  @FunctionalInterface
  private interface Value {
    double of(EpochMetrics epoch);
  }

  /** The charts that have a curve. */
  List<ChartSections.Section> sections() {
    return Stream.of(
            section(
                chart("errorsByEpoch", "Test error by epoch", "epoch", true, byEpoch()),
                "Wrong predictions on the test examples, in the epochs that were evaluated."),
            section(
                chart("errorsByTime", "Test error by time", "seconds", true, byTime()),
                "The same over the seconds of training so far, without evaluation."),
            section(
                chart("lossByEpoch", "Loss by epoch", "epoch", false, byEpoch()),
                "Mean over the layers. Losses of other networks, goodness or loss functions do not compare."),
            section(
                chart("lossByTime", "Loss by time", "seconds", false, byTime()),
                "The same over the seconds of training so far."))
        .filter(section -> section.chart().hasCurves())
        .toList();
  }

  private static Place byEpoch() {
    return (epoch, seconds) -> epoch.epoch();
  }

  private static Place byTime() {
    return (epoch, seconds) -> seconds;
  }

  private static ChartSections.Section section(Chart chart, String lead) {
    return new ChartSections.Section(chart, lead, chart.table());
  }

  private Chart chart(String id, String title, String x, boolean errors, Place place) {
    Axes axes =
        errors
            ? new Axes(x, ERRORS, PERCENT, 2, Form.POINTS)
            : new Axes(x, "loss", "", 4, Form.LINES);
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      ComparedRun run = runs.get(i);
      curves.add(curve(i, run, place, errors ? errorsOf(run) : EpochMetrics::loss));
    }
    return new Chart(id, title, axes, curves, List.of());
  }

  private static Value errorsOf(ComparedRun run) {
    int examples = run.manifest().examples().test();
    return epoch -> {
      Integer errors = epoch.testErrors();
      return errors == null || examples == 0 ? Double.NaN : 100.0 * errors / examples;
    };
  }

  private static Curve curve(int index, ComparedRun run, Place place, Value value) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    double seconds = 0;
    for (EpochMetrics epoch : run.contents().epochs()) {
      seconds += Math.max(0, epoch.seconds());
      double at = place.of(epoch, seconds);
      double number = value.of(epoch);
      if (Double.isFinite(number) && Double.isFinite(at)) {
        x.add(at);
        y.add(number);
      }
    }
    Dash[] dashes = Dash.values();
    return new Curve(
        run.letter() + " " + run.shownFolder(),
        run.letter(),
        index % Curve.COLORS,
        dashes[index / Curve.COLORS % dashes.length],
        x,
        y);
  }
}
