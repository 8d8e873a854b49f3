package io.ffsamediff.bench;

import io.ffsamediff.bench.DeviceResult.Measured;
import io.ffsamediff.bench.ScalingResult.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The words and numbers of one device on the page. */
final class DevicePage {

  private final Measured device;

  DevicePage(Measured device) {
    this.device = device;
  }

  /**
   * A figure with its caption.
   *
   * @param name what it is
   * @param value the figure
   * @param note a word of explanation
   */
  record Fact(String name, String value, String note) {}

  /**
   * A series of sizes.
   *
   * @param title what varies
   * @param rows size, inner epoch, products
   * @param step exponent of the inner epoch
   * @param products exponent of its products
   * @param skipped what was left out
   */
  record Growth(
      String title, List<List<String>> rows, String step, String products, List<String> skipped) {}

  /** The variables of the device's part of the template. */
  Map<String, Object> variables() {
    return Map.of(
        "device", device.device().toUpperCase(Locale.ROOT),
        "reason", device.reason(),
        "warnings", device.warnings(),
        "summary", summary(),
        "groups", new LayerBars(device).groups(),
        "layers", device.layers().stream().map(DevicePage::row).toList(),
        "whole", whole(),
        "baseline", othersRows(),
        "growth", growth(),
        "provenance", provenance());
  }

  private List<Fact> summary() {
    List<Fact> facts = new ArrayList<>();
    for (LayerResult layer : device.layers()) {
      facts.add(
          new Fact(
              "Layer " + layer.layer(),
              Figures.ofG(layer.ratio()),
              "%s an inner epoch".formatted(Figures.time(layer.stepSeconds()))));
    }
    facts.add(
        new Fact(
            "Model epoch",
            Figures.time(device.epochSeconds()),
            Figures.ratio(device.epoch().ratio()) + " of its inner epochs"));
    facts.add(
        new Fact(
            "Prediction",
            Figures.count(device.predictImagesPerSecond()) + "/s",
            Figures.ratio(device.prediction().ratio()) + " of its bound"));
    facts.add(new Fact("Peak memory", Figures.bytes(device.peakResidentBytes()), "while training"));
    facts.add(new Fact("sgemm", Figures.count(device.sgemmGflops()), "GFLOP/s: the roof"));
    return facts;
  }

  private static List<String> row(LayerResult layer) {
    return List.of(
        Integer.toString(layer.layer()),
        Figures.count(layer.rows()),
        "%d \u2192 %d".formatted(layer.inputs(), layer.units()),
        Figures.time(layer.stepSeconds()),
        Figures.range(layer.stepSpread()),
        Figures.time(layer.singleStepSeconds()),
        Figures.ratio(layer.productRatio()),
        Figures.count(layer.gflops()),
        Figures.count(layer.productGflops()),
        Figures.count(layer.examplesPerSecond()),
        Figures.bytes(layer.heapBytesPerStep()),
        Figures.count(layer.nativeObjectsPerStep()),
        Figures.bytes(layer.residentBytes()));
  }

  private List<Fact> whole() {
    EpochResult epoch = device.epoch();
    PredictionResult prediction = device.prediction();
    return List.of(
        new Fact(
            "Model epoch",
            Figures.time(epoch.seconds().median()),
            "%s; %d measured%s"
                .formatted(
                    Figures.range(epoch.seconds()),
                    epoch.seconds().samples(),
                    epoch.warmUp() ? " after one to warm up" : ", none to warm up")),
        new Fact(
            "Its inner epochs",
            Figures.time(epoch.innerEpochSeconds()),
            "the epoch takes %s of them, sampling and hand-overs included; timed in the %s"
                .formatted(Figures.ratio(epoch.ratio()), epoch.innerEpochsFrom())),
        new Fact(
            "Their products alone",
            Figures.time(epoch.productSeconds()),
            "the inner epochs take %s of them".formatted(Figures.ratio(epoch.productRatio()))),
        new Fact(
            "Their naive products",
            Figures.time(epoch.naiveProductSeconds()),
            "the epoch takes " + Figures.ofG(epoch.naiveRatio())),
        new Fact(
            "Prediction",
            Figures.time(prediction.seconds().median()),
            "%s images, %d labels each; %s"
                .formatted(
                    Figures.count(prediction.images()),
                    prediction.classes(),
                    Figures.range(prediction.seconds()))),
        new Fact(
            "Its products at the sgemm rate",
            Figures.time(prediction.boundSeconds()),
            "the prediction takes %s of them".formatted(Figures.ratio(prediction.ratio()))));
  }

  private List<List<String>> othersRows() {
    return device.others().stream().flatMap(DevicePage::rows).toList();
  }

  private static Stream<List<String>> rows(BaselineResult other) {
    return other.layers().stream()
        .map(
            layer ->
                List.of(
                    other.name(),
                    Integer.toString(layer.layer()),
                    Figures.time(layer.stepSeconds()),
                    Figures.range(layer.stepSpread()),
                    Figures.ofG(layer.ratio()),
                    Figures.ratio(layer.timesAsLong()),
                    Figures.bytes(layer.heapBytesPerStep()),
                    Figures.count(layer.nativeObjectsPerStep()),
                    Figures.bytes(other.peakResidentBytes())));
  }

  private List<Growth> growth() {
    ScalingResult scaling = device.scaling();
    return scaling == null
        ? List.of()
        : List.of(growth("Rows", scaling.rows()), growth("Units", scaling.units()));
  }

  private static Growth growth(String title, Series series) {
    return new Growth(
        title,
        series.points().stream()
            .map(
                point ->
                    List.of(
                        Figures.count(point.size()),
                        Figures.time(point.stepSeconds()),
                        Figures.time(point.productSeconds())))
            .toList(),
        BenchmarkTable.exponent(series.stepExponent()),
        BenchmarkTable.exponent(series.productExponent()),
        series.skipped());
  }

  private List<Fact> provenance() {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Hardware", device.hardware(), device.reason()));
    facts.add(
        new Fact(
            "sgemm",
            Figures.rate(device.sgemmGflops()),
            "%s to %s"
                .formatted(
                    Figures.rate(device.sgemmSpread().min()),
                    Figures.rate(device.sgemmSpread().max()))));
    facts.add(new Fact("Roofline", device.roofline().toString(), "what G and products are of"));
    if (device.deviceBytes() != null) {
      facts.add(
          new Fact(
              "The card's memory",
              Figures.bytes(device.deviceBytes()),
              "taken after training, by whomsoever"));
    }
    facts.add(new Fact("Threads", Integer.toString(device.threads()), "of the BLAS"));
    facts.add(new Fact("Block", Figures.count(device.blockRows()) + " rows", ""));
    device.versions().forEach((name, version) -> facts.add(new Fact(name, version, "version")));
    device.environment().forEach((name, value) -> facts.add(new Fact(name, value, "environment")));
    return facts;
  }
}
