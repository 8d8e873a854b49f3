package io.ffsamediff.bench;

import io.ffsamediff.bench.DeviceResult.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Devices side by side: a row a figure, a column a device. */
final class Comparison {

  private final List<Measured> devices;
  private final List<List<String>> rows = new ArrayList<>();

  private Comparison(List<Measured> devices) {
    this.devices = devices;
  }

  /** The rows, the names of the devices first; none unless there are two devices to compare. */
  static List<List<String>> of(List<Measured> devices) {
    Comparison comparison = new Comparison(devices);
    if (devices.size() > 1) {
      comparison.addRows();
    }
    return comparison.rows;
  }

  private void addRows() {
    row("", device -> device.device().toUpperCase(Locale.ROOT));
    row("roofline", device -> device.roofline().library());
    row("precision", device -> device.roofline().precision());
    row("sgemm", device -> Figures.rate(device.sgemmGflops()));
    for (int l = 0; l < devices.get(0).layers().size(); l++) {
      int layer = l;
      row("layer %d, inner epoch".formatted(l + 1), device -> layer(device.layers().get(layer)));
    }
    row("steps over their products", device -> Figures.ratio(device.epoch().productRatio()));
    row("model epoch", device -> Figures.time(device.epochSeconds()));
    row("prediction", device -> Figures.count(device.predictImagesPerSecond()) + " images/s");
    row("peak memory of the process", device -> Figures.bytes(device.peakResidentBytes()));
  }

  private static String layer(LayerResult layer) {
    return "%s (%s)".formatted(Figures.time(layer.stepSeconds()), Figures.ofG(layer.ratio()));
  }

  private void row(String name, Function<Measured, String> figure) {
    List<String> cells = new ArrayList<>(List.of(name));
    devices.forEach(device -> cells.add(figure.apply(device)));
    rows.add(cells);
  }
}
