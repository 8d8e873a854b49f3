package io.ffsamediff.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The charts of the report with the words beside them; charts without a curve are left out. */
final class ChartSections {

  private final RunCurves curves;
  private final List<Section> loss;
  private final List<Section> others;
  private final List<Section> histograms;

  ChartSections(RunContents contents) {
    this.curves = new RunCurves(contents);
    this.loss = sections(section(curves.loss(), lossLead()));
    this.others =
        sections(
            section(
                curves.goodness(),
                "Mean goodness of positive (solid) and negative examples (dashed): training drives the two apart"
                    + (curves.goodness().lines().isEmpty()
                        ? "."
                        : ", to either side of the threshold.")
                    + left()),
            section(
                curves.errors(),
                "Wrong predictions in per cent, in the epochs that were evaluated."),
            section(curves.learningRate(), "Of each epoch, as the schedule has it."),
            section(
                curves.seconds(), "Training alone, without evaluation and the writing of files."),
            section(
                curves.stages(),
                "Of the slowest share in each step: its arithmetic; waiting for tasks and sums; parameters on their way; the optimisers, in the driver."));
    this.histograms =
        contents.insights().stream()
            .flatMap(insights -> HistogramCharts.of(insights).stream())
            .map(layer -> section(layer.chart(), layer.means()))
            .toList();
  }

  /**
   * A chart and what stands beside it.
   *
   * @param chart the chart
   * @param lead how to read it
   * @param table the chart as a table
   */
  record Section(Chart chart, String lead, Chart.Table table) {}

  private static Section section(Chart chart, String lead) {
    return new Section(chart, lead, chart.table());
  }

  private static List<Section> sections(Section... all) {
    return Stream.of(all).filter(section -> section.chart().hasCurves()).toList();
  }

  private String lossLead() {
    return curves.layers() > 0
        ? "Each layer learns from its own loss. The running loss is the mean over layers and all epochs so far, the figure that Keras prints."
            + left()
        : "The network learns from one loss, the cross-entropy of its softmax layer (\u201chead\u201d). The running loss is its mean over all epochs so far.";
  }

  private String left() {
    return curves.layers() <= RunCurves.LAYERS
        ? ""
        : " Of %d layers the first %d are drawn.".formatted(curves.layers(), RunCurves.LAYERS);
  }

  /** The loss, or nothing. */
  List<Section> loss() {
    return loss;
  }

  /** Goodness, errors, learning rate and time. */
  List<Section> others() {
    return others;
  }

  /** Histograms of goodness, one a layer. */
  List<Section> histograms() {
    return histograms;
  }

  /** What the page's script draws. */
  Map<String, List<Chart>> data() {
    List<Chart> all = new ArrayList<>();
    Stream.of(loss, others, histograms)
        .flatMap(List::stream)
        .forEach(section -> all.add(section.chart().small()));
    return Map.of("charts", all);
  }

  /** The charts that become pictures: loss, goodness and errors. */
  List<Chart> pictures() {
    return Stream.of(curves.loss(), curves.goodness(), curves.errors())
        .filter(Chart::hasCurves)
        .toList();
  }
}
