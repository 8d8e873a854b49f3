package io.ffsamediff.report;

import io.ffsamediff.eval.Evaluation;
import io.ffsamediff.run.EpochMetrics;
import io.ffsamediff.run.ExampleImages;
import io.ffsamediff.run.RunManifest;
import io.ffsamediff.run.RunStatus;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Turns what a run folder says into the words and numbers of the report. */
final class ReportModel {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final JsonMapper PRETTY =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final RunContents contents;
  private final RunManifest manifest;

  ReportModel(RunContents contents) {
    this.contents = contents;
    this.manifest = contents.manifest();
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
   * A training example.
   *
   * @param label its class
   * @param pixels its pixels in base64
   */
  record Example(int label, String pixels) {}

  /**
   * A share as a bar.
   *
   * @param name what it is
   * @param value the share as text
   * @param width its per cent
   */
  record Bar(String name, String value, String width) {}

  /** The variables of the template. */
  Map<String, Object> variables() {
    ChartData charts = ChartData.of(contents);
    return Map.ofEntries(
        Map.entry("name", manifest.name()),
        Map.entry("status", manifest.status().name().toLowerCase(Locale.ROOT)),
        Map.entry("notice", notice()),
        Map.entry("network", network()),
        Map.entry("dataName", contents.config().path("data").path("name").asString("")),
        Map.entry("start", ReportFormat.time(manifest.start())),
        Map.entry("summary", summary()),
        Map.entry("hasCurves", !contents.epochs().isEmpty()),
        Map.entry("hasErrors", charts.hasErrors()),
        Map.entry("hasGoodness", charts.hasGoodness()),
        Map.entry("chartData", JSON.writeValueAsString(charts).replace("<", "\\u003c")),
        Map.entry("examples", examples()),
        Map.entry("height", contents.examples().map(ExampleImages::height).orElse(0)),
        Map.entry("width", contents.examples().map(ExampleImages::width).orElse(0)),
        Map.entry("predictors", PredictorTable.of(contents.evaluations())),
        Map.entry("perLayer", judgedByLayer().map(ReportModel::perLayer).orElse(List.of())),
        Map.entry("perLayerOf", judgedByLayer().map(Evaluation::predictor).orElse("")),
        Map.entry("confusion", confusion()),
        Map.entry("provenance", provenance()),
        Map.entry("config", PRETTY.writeValueAsString(contents.config())));
  }

  /** What a reader must know first; empty for a finished run. */
  private String notice() {
    String progress =
        " after epoch %d of %d.".formatted(contents.epochs().size(), contents.epochsAsked());
    String resume = " Continue it with: ff train --resume " + contents.run();
    return switch (manifest.status()) {
      case FINISHED -> "";
      case INTERRUPTED -> "This run was interrupted" + progress + resume;
      case DIVERGED ->
          "This run diverged"
              + progress
              + " Its loss was no longer a finite number; a lower learning rate usually helps.";
      case RUNNING ->
          "This run is still being trained, or its process was killed," + progress + resume;
    };
  }

  private String network() {
    List<String> widths = new ArrayList<>();
    for (JsonNode layer : contents.config().path("network").path("layers")) {
      widths.add(layer.path("units").asString("?"));
    }
    String input =
        contents
            .examples()
            .map(images -> Integer.toString(images.shape().inputs()))
            .orElse("input");
    return input + " \u2192 " + String.join(" \u2192 ", widths);
  }

  private List<Fact> summary() {
    List<Fact> facts = new ArrayList<>();
    contents.evaluation().ifPresentOrElse(e -> judged(facts, e), () -> notJudged(facts));
    facts.add(
        new Fact(
            "Epochs",
            ReportFormat.count(contents.epochs().size()),
            "of " + ReportFormat.count(contents.epochsAsked())));
    facts.add(
        new Fact("Training time", ReportFormat.seconds(contents.seconds()), "without evaluation"));
    if (!contents.epochs().isEmpty()) {
      EpochMetrics last = contents.epochs().get(contents.epochs().size() - 1);
      facts.add(
          new Fact(
              "Running loss",
              ReportFormat.loss(last.runningLoss()),
              "last epoch " + ReportFormat.loss(last.loss())));
    }
    facts.add(
        new Fact(
            "Device", manifest.device().type().toUpperCase(Locale.ROOT), manifest.device().name()));
    return facts;
  }

  private static void judged(List<Fact> facts, Evaluation e) {
    facts.add(
        new Fact(
            "Accuracy",
            ReportFormat.percent(e.accuracy()),
            "on the %s examples of %s".formatted(e.split(), e.data())));
    facts.add(
        new Fact(
            "Errors", ReportFormat.count(e.errors()), "of " + ReportFormat.count(e.examples())));
  }

  private void notJudged(List<Fact> facts) {
    boolean finished = manifest.status() == RunStatus.FINISHED;
    String note = finished ? "not measured" : "measured when the run finishes";
    facts.add(new Fact("Accuracy", "\u2013", note));
  }

  private List<Example> examples() {
    return contents
        .examples()
        .map(
            images ->
                images.examples().stream()
                    .map(
                        e -> new Example(e.label(), Base64.getEncoder().encodeToString(e.pixels())))
                    .toList())
        .orElse(List.of());
  }

  /** The first predictor that looks at layers one by one; the head does not. */
  private Optional<Evaluation> judgedByLayer() {
    return contents.evaluations().stream().filter(e -> !e.perLayer().isEmpty()).findFirst();
  }

  private static List<Bar> perLayer(Evaluation evaluation) {
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < evaluation.perLayer().size(); i++) {
      bars.add(bar("Layer " + (i + 1), evaluation.perLayer().get(i)));
    }
    bars.add(bar("Together", evaluation.accuracy()));
    return bars;
  }

  private static Bar bar(String name, double share) {
    return new Bar(
        name, ReportFormat.percent(share), String.format(Locale.ROOT, "%.2f", 100 * share));
  }

  private Map<String, Object> confusion() {
    return contents
        .evaluation()
        .map(e -> ConfusionTable.of(e.confusion()))
        .map(table -> Map.<String, Object>of("rows", table.rows(), "pairs", table.pairs()))
        .orElse(Map.of());
  }

  private List<Fact> provenance() {
    return new ReportProvenance(manifest).facts();
  }
}
