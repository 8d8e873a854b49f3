package io.ffsamediff.report;

import io.ffsamediff.report.Chart.Form;
import io.ffsamediff.report.Chart.Line;
import io.ffsamediff.report.Curve.Dash;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A chart as a picture on white, for papers and pages of others. */
final class ChartPicture {

  private static final int WIDTH = 960;
  private static final int HEIGHT = 540;
  private static final Color GRAY = new Color(0x64748B);
  private static final List<Color> COLORS =
      List.of(
          new Color(0x2563EB),
          new Color(0xD97706),
          new Color(0x059669),
          new Color(0x9333EA),
          new Color(0xDB2777),
          new Color(0x0891B2));

  private ChartPicture() {}

  /**
   * Draws {@code chart}.
   *
   * @param name of the run
   */
  static BufferedImage draw(Chart chart, String name) {
    Chart small = chart.small();
    XYChart picture =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(name)
            .xAxisTitle(small.axes().x())
            .yAxisTitle((small.axes().y() + " " + small.axes().unit()).strip())
            .build();
    Styler styler = picture.getStyler();
    styler.setLegendPosition(Styler.LegendPosition.OutsideE);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setLegendBorderColor(Color.WHITE);
    if (small.axes().form() != Form.LINES) {
      picture.getStyler().setYAxisMin(0.0);
    }
    small.curves().forEach(curve -> add(picture, curve, small.axes().form()));
    small.lines().stream()
        .filter(line -> !line.upright())
        .forEach(line -> add(picture, across(line, small.curves().get(0)), Form.LINES));
    return BitmapEncoder.getBufferedImage(picture);
  }

  private static Curve across(Line line, Curve below) {
    List<Double> ends = List.of(below.x().get(0), below.x().get(below.size() - 1));
    return new Curve(
        line.label(), "", line.color(), Dash.DOTTED, ends, List.of(line.value(), line.value()));
  }

  private static void add(XYChart picture, Curve curve, Form form) {
    Color color = curve.color() == Curve.GRAY ? GRAY : COLORS.get(curve.color());
    XYSeries series = picture.addSeries(curve.label(), curve.x(), curve.y());
    series.setLineColor(color);
    series.setLineStyle(stroke(curve.dash()));
    boolean points = curve.size() < 2 || (form == Form.POINTS && curve.size() < WIDTH / 10);
    series.setMarker(points ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    series.setMarkerColor(color);
  }

  private static BasicStroke stroke(Dash dash) {
    return switch (dash) {
      case SOLID -> new BasicStroke(2f);
      case DASHED -> dashes(7f, 5f);
      case DOTTED -> dashes(2f, 4f);
    };
  }

  private static BasicStroke dashes(float on, float off) {
    return new BasicStroke(
        2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, new float[] {on, off}, 0f);
  }
}
