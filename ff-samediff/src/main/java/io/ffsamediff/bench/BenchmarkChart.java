package io.ffsamediff.bench;

import io.ffsamediff.bench.BaselineResult.BaselineLayer;
import io.ffsamediff.bench.DeviceResult.Measured;
import io.ffsamediff.report.PictureException;
import io.ffsamediff.report.PngImage;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.CategoryStyler;
import org.knowm.xchart.style.Styler;

/** The inner epochs as bars: the bare products, the step, the naive products, and the baseline. */
final class BenchmarkChart {

  private static final int WIDTH = 960;
  private static final int LEGEND_WIDTH = 240;

  /** Least width of a bar, so that the figures above it do not touch. */
  private static final int BAR_WIDTH = 58;

  /** More kinds of bars than this have their names beside the picture instead of below it. */
  private static final int NAMES_BELOW = 4;

  private static final int HEIGHT = 540;

  /** Share of a layer's place that its bars take. */
  private static final double FILL = 0.8;

  private static final Color[] STEP = {new Color(0x2563EB), new Color(0x9333EA)};
  private static final Color[] PRODUCTS = {new Color(0x93B4F5), new Color(0xCBA4F7)};
  private static final Color NAIVE = new Color(0xCBD5E1);
  private static final Color BASELINE = new Color(0xD97706);
  private static final Color NARROW = new Color(0x8e, 0x6b, 0xbf);

  private final BenchmarkResult result;
  private final List<Bars> series = new ArrayList<>();

  /** Bars of one kind, one a layer. */
  private record Bars(String name, Color color, List<Double> seconds, List<Double> ratios) {}

  private BenchmarkChart(BenchmarkResult result) {
    this.result = result;
    for (int d = 0; d < result.measured().size(); d++) {
      add(result.measured().get(d), d);
    }
  }

  /**
   * The bars of {@code result} as a PNG file.
   *
   * @throws PictureException if this Java cannot draw
   */
  static byte[] png(BenchmarkResult result) {
    return PngImage.of(() -> BitmapEncoder.getBufferedImage(new BenchmarkChart(result).chart()));
  }

  private void add(Measured device, int index) {
    String where = result.measured().size() == 1 ? "" : ", " + device.device();
    List<LayerResult> layers = device.layers();
    series.add(
        new Bars(
            "products alone" + where,
            PRODUCTS[index % PRODUCTS.length],
            layers.stream().map(LayerResult::productSeconds).toList(),
            layers.stream().map(l -> l.productSeconds() / l.naiveProductSeconds()).toList()));
    series.add(
        new Bars(
            "training step" + where,
            STEP[index % STEP.length],
            layers.stream().map(LayerResult::stepSeconds).toList(),
            layers.stream().map(LayerResult::ratio).toList()));
    series.add(
        new Bars(
            "G: naive products" + where,
            NAIVE,
            layers.stream().map(LayerResult::naiveProductSeconds).toList(),
            layers.stream().map(l -> 1.0).toList()));
    for (BaselineResult other : device.others()) {
      boolean sameDiff = other.equals(device.baseline());
      series.add(
          new Bars(
              (sameDiff
                      ? "SameDiff's own session"
                      : "step with %s products".formatted(other.name()))
                  + where,
              sameDiff ? BASELINE : NARROW,
              other.layers().stream().map(BaselineLayer::stepSeconds).toList(),
              other.layers().stream().map(BaselineLayer::ratio).toList()));
    }
  }

  private CategoryChart chart() {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(width())
            .height(HEIGHT)
            .title(title())
            .yAxisTitle("an inner epoch: time in " + unit())
            .build();
    List<String> layers =
        result.measured().get(0).layers().stream()
            .map(l -> "layer %d: %d \u2192 %d".formatted(l.layer(), l.inputs(), l.units()))
            .toList();
    style(chart.getStyler());
    for (int s = 0; s < series.size(); s++) {
      Bars bars = series.get(s);
      List<Double> times = bars.seconds().stream().map(t -> t * scale()).toList();
      chart.addSeries(bars.name(), layers, times).setFillColor(bars.color());
      for (int layer = 0; layer < layers.size(); layer++) {
        label(chart, s, layer);
      }
    }
    return chart;
  }

  private int width() {
    int bars = series.size() * result.measured().get(0).layers().size();
    int needed = (int) (BAR_WIDTH * bars / FILL) + (namesBelow() ? 0 : LEGEND_WIDTH);
    return Math.max(WIDTH, needed);
  }

  private boolean namesBelow() {
    return series.size() <= NAMES_BELOW;
  }

  private String title() {
    Measured first = result.measured().get(0);
    String title =
        "%s \u00b7 %s positives with their negatives"
            .formatted(result.name(), Figures.count(first.layers().get(0).rows()));
    return result.measured().size() > 1
        ? title
        : title + " \u00b7 sgemm " + Figures.rate(first.sgemmGflops());
  }

  /** Time and ratio above a bar. */
  private void label(CategoryChart chart, int index, int layer) {
    Bars bars = series.get(index);
    double x = layer + 0.5 + FILL * ((index + 0.5) / series.size() - 0.5);
    double y = bars.seconds().get(layer) * scale();
    double line = highest() * scale() * 0.042;
    String time = Figures.time(bars.seconds().get(layer));
    String ratio = Figures.ofG(bars.ratios().get(layer));
    chart.addAnnotation(new AnnotationText(time, x, y + line, false));
    chart.addAnnotation(new AnnotationText(ratio, x, y + 2 * line, false));
  }

  private double highest() {
    return series.stream()
        .flatMap(bars -> bars.seconds().stream())
        .mapToDouble(Double::doubleValue)
        .max()
        .orElse(1);
  }

  private String unit() {
    return scale() == 1 ? "seconds" : "milliseconds";
  }

  private double scale() {
    return highest() < 1 ? 1e3 : 1;
  }

  private void style(CategoryStyler styler) {
    styler.setAvailableSpaceFill(FILL);
    if (namesBelow()) {
      styler.setLegendPosition(Styler.LegendPosition.OutsideS);
      styler.setLegendLayout(Styler.LegendLayout.Horizontal);
    }
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setPlotGridLinesColor(new Color(0xE3E6EC));
    styler.setPlotContentSize(1);
    styler.setYAxisMin(0.0);
    styler.setYAxisMax(highest() * scale() * 1.14);
    styler.setAnnotationTextFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    styler.setAnnotationTextFontColor(new Color(0x14181F));
  }
}
