package io.ffsamediff.bench;

import io.ffsamediff.bench.BaselineResult.BaselineLayer;
import io.ffsamediff.bench.DeviceResult.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** The times of a device's layers as bars of the page, all to one scale. */
final class LayerBars {

  private final Measured device;
  private final double longest;

  LayerBars(Measured device) {
    this.device = device;
    this.longest = longest(device);
  }

  /**
   * A time as a bar.
   *
   * @param kind its class in the style sheet
   * @param name what took the time
   * @param value the time
   * @param ratio the time as a multiple of G
   * @param width per cent of the longest
   */
  record Bar(String kind, String name, String value, String ratio, String width) {}

  /**
   * A layer's bars.
   *
   * @param name the layer
   * @param bound where the bound is, in per cent of the longest time
   * @param boundRatio the bound as a multiple of G
   * @param bars its times
   */
  record Group(String name, String bound, String boundRatio, List<Bar> bars) {}

  /** The bars, a group a layer. */
  List<Group> groups() {
    return device.layers().stream().map(this::group).toList();
  }

  private Group group(LayerResult layer) {
    List<Bar> bars = new ArrayList<>();
    bars.add(bar("products", "its products alone", layer.productSeconds(), layer));
    bars.add(bar("step", "training step", layer.stepSeconds(), layer));
    bars.add(bar("naive", "naive products (G)", layer.naiveProductSeconds(), layer));
    for (BaselineResult other : device.others()) {
      double seconds = other.layers().get(layer.layer() - 1).stepSeconds();
      bars.add(bar("baseline", other.name(), seconds, layer));
    }
    return new Group(
        "Layer %d: %d \u2192 %d".formatted(layer.layer(), layer.inputs(), layer.units()),
        percent(layer.boundRatio() * layer.naiveProductSeconds()),
        Figures.ofG(layer.boundRatio()),
        bars);
  }

  private Bar bar(String kind, String name, double seconds, LayerResult layer) {
    return new Bar(
        kind,
        name,
        Figures.time(seconds),
        Figures.ofG(seconds / layer.naiveProductSeconds()),
        percent(seconds));
  }

  private String percent(double seconds) {
    return String.format(Locale.ROOT, "%.2f", 100 * seconds / longest);
  }

  private static double longest(Measured device) {
    DoubleStream own =
        device.layers().stream()
            .flatMapToDouble(
                layer ->
                    DoubleStream.of(
                        layer.stepSeconds(), layer.naiveProductSeconds(), layer.productSeconds()));
    DoubleStream others =
        device.others().stream()
            .flatMap(other -> other.layers().stream())
            .mapToDouble(BaselineLayer::stepSeconds);
    return DoubleStream.concat(own, others).max().orElse(1);
  }
}
