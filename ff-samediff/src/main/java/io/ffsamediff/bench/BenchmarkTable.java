package io.ffsamediff.bench;

import io.ffsamediff.bench.BaselineResult.BaselineLayer;
import io.ffsamediff.bench.DeviceResult.Measured;
import io.ffsamediff.bench.ScalingResult.Point;
import io.ffsamediff.bench.ScalingResult.Series;
import io.ffsamediff.report.TextTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A benchmark as text for the eye. */
public final class BenchmarkTable {

  private static final String LEGEND =
      "G: the naive formulation's four products at the sgemm rate; bound: the products that the layer needs at that rate.\n";

  private final StringBuilder text = new StringBuilder();

  private BenchmarkTable() {}

  /** The benchmark as lines, each ended by a line feed. */
  public static String of(BenchmarkResult result) {
    BenchmarkTable table = new BenchmarkTable();
    table.text.append(result.name()).append(" on ").append(result.machine().summary()).append('\n');
    for (DeviceResult device : result.devices()) {
      table.text.append('\n');
      if (device instanceof Measured measured) {
        table.device(measured);
      } else {
        table.text.append(device.device() + ": not available: " + device.reason() + "\n");
      }
    }
    table.sideBySide(result);
    if (!result.measured().isEmpty()) {
      table.text.append('\n').append(LEGEND);
    }
    result.notMeasured().forEach(what -> table.text.append("Not measured: " + what + "\n"));
    return table.text.toString();
  }

  private void sideBySide(BenchmarkResult result) {
    List<List<String>> rows = Comparison.of(result.measured());
    if (!rows.isEmpty()) {
      TextTable table = new TextTable();
      rows.forEach(row -> table.row(row.toArray(new String[0])));
      text.append('\n').append(table);
    }
  }

  private void device(Measured device) {
    text.append(device.device() + ": " + device.reason() + "\n");
    text.append(facts(device)).append('\n').append(layers(device));
    device.others().forEach(other -> text.append('\n').append(baseline(other)));
    ScalingResult scaling = device.scaling();
    if (scaling != null) {
      text.append('\n').append(series("rows", scaling.rows()));
      text.append('\n').append(series("units", scaling.units()));
    }
    device.warnings().forEach(warning -> text.append("warning: " + warning + "\n"));
  }

  private static String facts(Measured device) {
    EpochResult epoch = device.epoch();
    PredictionResult prediction = device.prediction();
    StringBuilder lines = new StringBuilder();
    line(lines, "BLAS", device.versions().getOrDefault("blas", Figures.NONE));
    line(lines, "roofline", device.roofline().toString());
    line(
        lines,
        "sgemm",
        "%s (%s to %s)"
            .formatted(
                Figures.rate(device.sgemmGflops()),
                Figures.count(device.sgemmSpread().min()),
                Figures.count(device.sgemmSpread().max())));
    line(
        lines,
        "epoch",
        "%s, %s of its inner epochs, %s, %s examples/s"
            .formatted(
                Figures.time(epoch.seconds().median()),
                Figures.ratio(epoch.ratio()),
                Figures.ofG(epoch.naiveRatio()),
                Figures.count(epoch.examplesPerSecond())));
    line(
        lines,
        "its steps",
        "%s, %s of their products alone"
            .formatted(
                Figures.time(epoch.innerEpochSeconds()), Figures.ratio(epoch.productRatio())));
    line(
        lines,
        "prediction",
        "%s images/s with %d labels each, %s of its products' bound"
            .formatted(
                Figures.count(device.predictImagesPerSecond()),
                prediction.classes(),
                Figures.ratio(prediction.ratio())));
    line(lines, "bf16", device.bf16Support().reason());
    line(lines, "peak memory", Figures.bytes(device.peakResidentBytes()) + " while training");
    if (device.deviceBytes() != null) {
      line(lines, "on the card", Figures.bytes(device.deviceBytes()) + " taken after training");
    }
    return lines.toString();
  }

  private static void line(StringBuilder lines, String name, String value) {
    lines.append("%-11s %s\n".formatted(name, value));
  }

  private static TextTable layers(Measured device) {
    TextTable table =
        new TextTable()
            .row(
                "inner epoch",
                "time",
                "of G",
                "bound",
                "products",
                "time/products",
                "GFLOP/s",
                "examples/s",
                "a step",
                "heap/step",
                "arrays/step");
    for (LayerResult layer : device.layers()) {
      table.row(
          "layer %d, %d to %d".formatted(layer.layer(), layer.inputs(), layer.units()),
          Figures.time(layer.stepSeconds()),
          Figures.ofG(layer.ratio()),
          Figures.ofG(layer.boundRatio()),
          Figures.time(layer.productSeconds()),
          Figures.ratio(layer.productRatio()),
          Figures.count(layer.gflops()),
          Figures.count(layer.examplesPerSecond()),
          Figures.time(layer.singleStepSeconds()),
          Figures.bytes(layer.heapBytesPerStep()),
          Figures.count(layer.nativeObjectsPerStep()));
    }
    return table;
  }

  private static TextTable baseline(BaselineResult baseline) {
    TextTable table =
        new TextTable()
            .row(baseline.name(), "time", "of G", "times as long", "heap/step", "arrays/step");
    for (BaselineLayer layer : baseline.layers()) {
      table.row(
          "layer " + layer.layer(),
          Figures.time(layer.stepSeconds()),
          Figures.ofG(layer.ratio()),
          Figures.ratio(layer.timesAsLong()),
          Figures.bytes(layer.heapBytesPerStep()),
          Figures.count(layer.nativeObjectsPerStep()));
    }
    return table;
  }

  private static String series(String size, Series series) {
    TextTable table = new TextTable().row("layer 1, " + size, "inner epoch", "its products");
    for (Point point : series.points()) {
      table.row(
          Figures.count(point.size()),
          Figures.time(point.stepSeconds()),
          Figures.time(point.productSeconds()));
    }
    table.row("exponent", exponent(series.stepExponent()), exponent(series.productExponent()));
    StringBuilder text = new StringBuilder(table.toString());
    series.skipped().forEach(reason -> text.append("left out: " + reason + "\n"));
    return text.toString();
  }

  /** An exponent with two digits, or a dash. */
  static String exponent(@Nullable Double exponent) {
    return exponent == null ? Figures.NONE : Figures.ratio(exponent);
  }
}
