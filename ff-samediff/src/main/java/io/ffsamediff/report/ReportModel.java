package io.ffsamediff.report;

import io.ffsamediff.data.Thumbnail;
import io.ffsamediff.eval.Evaluation;
import io.ffsamediff.run.ExampleImages;
import io.ffsamediff.run.RunManifest;
import java.util.ArrayList;
import java.util.HashMap;
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

  /** Rows and columns of a training example at most. */
  private static final int EXAMPLE_SIDE = 128;

  /** Layers whose width is told in the headline. */
  private static final int WIDTHS = 12;

  private final RunContents contents;
  private final RunManifest manifest;
  private final ChartSections charts;
  private final Optional<FirstLayer> weights;

  ReportModel(RunContents contents) {
    this.contents = contents;
    this.manifest = contents.manifest();
    this.charts = new ChartSections(contents);
    this.weights = FirstLayer.read(contents).filter(layer -> !layer.units().isEmpty());
  }

  /**
   * A training example.
   *
   * @param label its class
   * @param picture address of its picture
   */
  record Example(String label, String picture) {}

  /**
   * Weights of the first layer.
   *
   * @param picture address of their picture
   * @param lead what it shows, in words
   */
  record Weights(String picture, String lead) {}

  /**
   * A share as a bar.
   *
   * @param name what it is
   * @param value the share as text
   * @param width its per cent
   */
  record Bar(String name, String value, String width) {}

  /** The charts that the report has. */
  ChartSections charts() {
    return charts;
  }

  /** The weights that the report shows. */
  Optional<FirstLayer> weights() {
    return weights;
  }

  /** The variables of the template. */
  Map<String, Object> variables() {
    ReportSummary summary = new ReportSummary(contents);
    Map<String, Object> variables = new HashMap<>();
    variables.put("name", manifest.name());
    variables.put("status", manifest.status().name().toLowerCase(Locale.ROOT));
    variables.put("notice", summary.notice());
    variables.put("network", network());
    variables.put("dataName", contents.config().path("data").path("name").asString(""));
    variables.put("start", ReportFormat.time(manifest.start()));
    variables.put("summary", summary.facts());
    variables.put("loss", charts.loss());
    variables.put("curves", charts.others());
    variables.put("histograms", charts.histograms());
    variables.put("chartData", JSON.writeValueAsString(charts.data()).replace("<", "\\u003c"));
    variables.put("examples", examples());
    variables.put("weights", weights.map(ReportModel::weights).stream().toList());
    variables.put("predictors", PredictorTable.of(contents.evaluations()));
    variables.put("perLayer", judgedByLayer().map(ReportModel::perLayer).orElse(List.of()));
    variables.put("perLayerOf", judgedByLayer().map(Evaluation::predictor).orElse(""));
    variables.put("mistakes", mistakes());
    variables.put("confusion", confusion());
    variables.put("provenance", new ReportProvenance(manifest).facts());
    variables.put("config", PRETTY.writeValueAsString(contents.config()));
    return variables;
  }

  private String network() {
    List<String> widths = new ArrayList<>();
    JsonNode layers = contents.config().path("network").path("layers");
    for (int l = 0; l < Math.min(layers.size(), WIDTHS); l++) {
      widths.add(layers.path(l).path("units").asString("?"));
    }
    if (layers.size() > WIDTHS) {
      widths.add("\u2026");
    }
    String input =
        contents
            .examples()
            .map(images -> Integer.toString(images.shape().inputs()))
            .or(() -> contents.model().map(model -> Integer.toString(model.shape().inputs())))
            .orElse("input");
    return input + " \u2192 " + String.join(" \u2192 ", widths);
  }

  private List<Example> examples() {
    return contents.examples().stream()
        .flatMap(images -> images.examples().stream().map(example -> example(images, example)))
        .filter(example -> !example.picture().isEmpty())
        .toList();
  }

  private Example example(ExampleImages images, ExampleImages.Example example) {
    Thumbnail picture = new Thumbnail(images.shape(), example.pixels()).within(EXAMPLE_SIDE);
    return new Example(
        contents.className(example.label()), PngImage.address(() -> Pixels.picture(picture)));
  }

  private static Weights weights(FirstLayer layer) {
    String which =
        layer.units().size() < layer.of()
            ? "The %d of %s units with the largest weights, largest first"
                .formatted(layer.units().size(), ReportFormat.count(layer.of()))
            : "All %d units, those with the largest weights first".formatted(layer.of());
    String colors =
        layer.shape().channels() == 1
            ? "; yellow adds to what a unit sees, blue takes from it, grey does nothing, each unit by its own scale."
            : "; red, green and blue about a grey of zero: lighter adds to what a unit sees, darker takes from it, each unit by its own scale.";
    String label =
        layer.labelPixels() == 0
            ? ""
            : " The first %d pixels hold the label.".formatted(layer.labelPixels());
    return new Weights(PngImage.address(() -> WeightImages.mosaic(layer)), which + colors + label);
  }

  /** The first predictor that looks at layers one by one; the head does not. */
  private Optional<Evaluation> judgedByLayer() {
    return contents.evaluations().stream().filter(e -> !e.perLayer().isEmpty()).findFirst();
  }

  private static List<Bar> perLayer(Evaluation evaluation) {
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < Math.min(evaluation.perLayer().size(), RunCurves.LAYERS); i++) {
      bars.add(bar("Layer " + (i + 1), evaluation.perLayer().get(i)));
    }
    bars.add(bar("Together", evaluation.accuracy()));
    return bars;
  }

  private static Bar bar(String name, double share) {
    return new Bar(
        name, ReportFormat.percent(share), String.format(Locale.ROOT, "%.2f", 100 * share));
  }

  private List<MistakeCards> mistakes() {
    return contents.insights().stream()
        .map(insights -> MistakeCards.of(insights, contents::className))
        .filter(mistakes -> !mistakes.cards().isEmpty())
        .toList();
  }

  private List<ConfusionTable> confusion() {
    return contents.evaluation().stream()
        .map(e -> ConfusionTable.of(e.confusion(), contents::className))
        .toList();
  }
}
