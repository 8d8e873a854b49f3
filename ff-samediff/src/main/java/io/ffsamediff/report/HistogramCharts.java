package io.ffsamediff.report;

import io.ffsamediff.eval.GoodnessHistogram;
import io.ffsamediff.eval.Insights;
import io.ffsamediff.report.Chart.Axes;
import io.ffsamediff.report.Chart.Form;
import io.ffsamediff.report.Chart.Line;
import io.ffsamediff.report.Curve.Dash;
import java.util.ArrayList;
import java.util.List;

/** Histograms of goodness for right and wrong labels, a chart a layer. */
final class HistogramCharts {

  private static final int RIGHT = 0;
  private static final int WRONG = 1;

  private HistogramCharts() {}

  /**
   * A layer.
   *
   * @param name the layer
   * @param means how far the two kinds of labels are apart, in words
   * @param chart the histograms
   */
  record Layer(String name, String means, Chart chart) {}

  /** The layers that have histograms; no more than {@link RunCurves#LAYERS}. */
  static List<Layer> of(Insights insights) {
    return insights.goodness().stream()
        .limit(RunCurves.LAYERS)
        .map(HistogramCharts::layer)
        .toList();
  }

  private static Layer layer(GoodnessHistogram histogram) {
    String name = "Layer " + histogram.layer();
    Double threshold = histogram.threshold();
    String means =
        "Mean of right labels %s, of wrong labels %s%s."
            .formatted(
                ReportFormat.fourDigits(histogram.meanRight()),
                ReportFormat.fourDigits(histogram.meanWrong()),
                threshold == null ? "" : ", threshold " + ReportFormat.number(threshold));
    return new Layer(name, means, chart(histogram, name));
  }

  private static Chart chart(GoodnessHistogram histogram, String name) {
    return new Chart(
        "histogram" + histogram.layer(),
        name,
        new Axes("goodness", "share of labels", "\u00a0%", 2, Form.STEPS),
        List.of(
            shares(histogram, histogram.right(), "right label", RIGHT, Dash.SOLID),
            shares(histogram, histogram.wrong(), "wrong labels", WRONG, Dash.DASHED)),
        threshold(histogram));
  }

  /** Where it lies outside, the words beside the chart have to do. */
  private static List<Line> threshold(GoodnessHistogram histogram) {
    Double threshold = histogram.threshold();
    return threshold != null && threshold >= histogram.low() && threshold <= histogram.high()
        ? List.of(new Line("threshold", true, Curve.GRAY, threshold))
        : List.of();
  }

  /** Shares in per cent where bins begin, and nothing where the last one ends. */
  private static Curve shares(
      GoodnessHistogram histogram, List<Integer> counts, String label, int color, Dash dash) {
    double all = Math.max(1, counts.stream().mapToLong(Integer::longValue).sum());
    double width = (histogram.high() - histogram.low()) / counts.size();
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int bin = 0; bin < counts.size(); bin++) {
      x.add(histogram.low() + bin * width);
      y.add(100 * counts.get(bin) / all);
    }
    x.add(histogram.high());
    y.add(0.0);
    return new Curve(label, "", color, dash, x, y);
  }
}
