package io.ffsamediff.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The loss curves as a picture: one a layer, the head's, and the running loss. */
final class LossChart {

  private static final int WIDTH = 960;
  private static final int HEIGHT = 540;
  private static final Color[] COLORS = {
    new Color(0x2563EB), new Color(0xD97706), new Color(0x059669), new Color(0x9333EA)
  };

  private LossChart() {}

  /**
   * The curves of {@code contents} as a PNG file.
   *
   * @throws PictureException if this Java cannot draw
   */
  static byte[] png(RunContents contents) {
    return PngImage.of(() -> BitmapEncoder.getBufferedImage(chart(contents)));
  }

  private static XYChart chart(RunContents contents) {
    ChartData data = ChartData.of(contents);
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(contents.manifest().name())
            .xAxisTitle("epoch")
            .yAxisTitle("loss")
            .build();
    style(chart.getStyler());
    double[] x = data.epochs().stream().mapToDouble(Integer::doubleValue).toArray();
    for (int i = 0; i < data.loss().size(); i++) {
      curve(chart, "layer " + (i + 1), x, data.loss().get(i), COLORS[i % COLORS.length]);
    }
    if (data.headLoss().stream().anyMatch(Objects::nonNull)) {
      curve(chart, "head", x, data.headLoss(), new Color(0xDC2626));
    }
    curve(chart, "running", x, data.runningLoss(), new Color(0x64748B));
    return chart;
  }

  private static void style(Styler styler) {
    styler.setLegendPosition(Styler.LegendPosition.InsideNE);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setLegendBorderColor(Color.WHITE);
  }

  private static void curve(
      XYChart chart, String name, double[] x, List<@Nullable Double> y, Color color) {
    double[] values = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      Double value = y.get(i);
      values[i] = value == null ? Double.NaN : value;
    }
    XYSeries series = chart.addSeries(name, x, values);
    series.setLineColor(color);
    series.setLineStyle(new BasicStroke(2f));
    series.setMarker(x.length < 2 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    series.setMarkerColor(color);
  }
}
