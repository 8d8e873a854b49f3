package io.ffsamediff.report;

import io.ffsamediff.exec.StageTimes;
import io.ffsamediff.report.Chart.Axes;
import io.ffsamediff.report.Chart.Form;
import io.ffsamediff.report.Chart.Line;
import io.ffsamediff.report.Curve.Dash;
import io.ffsamediff.run.EpochMetrics;
import io.ffsamediff.run.EpochMetrics.LayerMetrics;
import io.ffsamediff.run.RunManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The charts of a run's epochs, out of its metrics. */
final class RunCurves {

  /** Layers that are drawn; more cannot be told apart. */
  static final int LAYERS = 32;

  private static final String EPOCH = "epoch";
  private static final int HEAD = 5;

  private final RunContents contents;
  private final List<EpochMetrics> epochs;
  private final int layers;

  RunCurves(RunContents contents) {
    this.contents = contents;
    this.epochs = contents.epochs();
    this.layers = epochs.stream().mapToInt(epoch -> epoch.layers().size()).min().orElse(0);
  }

  /** Layers that have a loss of their own, drawn or not. */
  int layers() {
    return layers;
  }

  /** Loss of each layer that has its own, of the head, and the running loss. */
  Chart loss() {
    List<Curve> curves = new ArrayList<>();
    drawn().forEach(l -> curves.add(layer(l, "", "", Dash.SOLID, LayerMetrics::loss)));
    curves.add(curve("head", "head", HEAD, Dash.DOTTED, epoch -> orNaN(epoch.headLoss())));
    curves.add(curve("running", "run", Curve.GRAY, Dash.DASHED, EpochMetrics::runningLoss));
    return chart("loss", "Loss", new Axes(EPOCH, "loss", "", 4, Form.LINES), curves, List.of());
  }

  /** Goodness of positives and negatives in each layer, and the thresholds. */
  Chart goodness() {
    List<Curve> curves = new ArrayList<>();
    drawn()
        .forEach(
            l -> {
              curves.add(layer(l, " positive", "+", Dash.SOLID, LayerMetrics::goodnessPositive));
              curves.add(
                  layer(l, " negative", "\u2212", Dash.DASHED, LayerMetrics::goodnessNegative));
            });
    return chart(
        "goodness",
        "Goodness",
        new Axes(EPOCH, "mean goodness", "", 3, Form.LINES),
        curves,
        curves.isEmpty() ? List.of() : thresholds());
  }

  /** Wrong predictions in per cent, in the epochs that were evaluated. */
  Chart errors() {
    RunManifest.Examples examples = contents.manifest().examples();
    int validation = contents.config().path("data").path("validationExamples").asInt(0);
    return chart(
        "errors",
        "Errors",
        new Axes(EPOCH, "errors", "\u00a0%", 2, Form.POINTS),
        List.of(
            curve(
                "training",
                "train",
                2,
                Dash.DASHED,
                epoch -> errorRate(epoch.trainErrors(), examples.train())),
            curve(
                "test",
                "test",
                4,
                Dash.SOLID,
                epoch -> errorRate(epoch.testErrors(), examples.test())),
            curve(
                "validation",
                "val.",
                0,
                Dash.DOTTED,
                epoch -> errorRate(epoch.validationErrors(), validation))),
        List.of());
  }

  /** The learning rate. */
  Chart learningRate() {
    return chart(
        "learningRate",
        "Learning rate",
        new Axes(EPOCH, "learning rate", "", Axes.SHORT, Form.LINES),
        List.of(curve("learning rate", "", 0, Dash.SOLID, EpochMetrics::learningRate)),
        List.of());
  }

  /** Training time of each epoch. */
  Chart seconds() {
    return chart(
        "seconds",
        "Time per epoch",
        new Axes(EPOCH, "seconds", "\u00a0s", Axes.SHORT, Form.POINTS),
        List.of(curve("training time", "", 1, Dash.SOLID, EpochMetrics::seconds)),
        List.of());
  }

  /** Where the time of each epoch went on a cluster. */
  Chart stages() {
    return chart(
        "stages",
        "Time on the cluster",
        new Axes(EPOCH, "seconds", "\u00a0s", Axes.SHORT, Form.POINTS),
        List.of(
            stage("compute", 0, StageTimes::compute),
            stage("reduce", 1, StageTimes::reduce),
            stage("broadcast", 2, StageTimes::broadcast),
            stage("optimiser", 4, StageTimes::optimizer)),
        List.of());
  }

  private Curve stage(String name, int color, ToDoubleFunction<StageTimes> value) {
    return curve(
        name,
        name,
        color,
        Dash.SOLID,
        epoch -> epoch.stages() == null ? Double.NaN : value.applyAsDouble(epoch.stages()));
  }

  private static Chart chart(
      String id, String title, Axes axes, List<Curve> curves, List<Line> lines) {
    return new Chart(id, title, axes, curves, lines);
  }

  private Stream<Integer> drawn() {
    return IntStream.range(0, Math.min(layers, LAYERS)).boxed();
  }

  /** One where all layers have the same. */
  private List<Line> thresholds() {
    List<Line> lines = new ArrayList<>();
    drawn()
        .forEach(
            l ->
                contents
                    .threshold(l)
                    .ifPresent(
                        value ->
                            lines.add(new Line("threshold " + (l + 1), false, colorOf(l), value))));
    boolean one = lines.size() > 1 && lines.stream().map(Line::value).distinct().count() == 1;
    return one || lines.size() == 1
        ? List.of(new Line("threshold", false, Curve.GRAY, lines.get(0).value()))
        : lines;
  }

  private static int colorOf(int layer) {
    return layer % Curve.COLORS;
  }

  private Curve layer(
      int layer, String kind, String sign, Dash dash, ToDoubleFunction<LayerMetrics> value) {
    return curve(
        "layer " + (layer + 1) + kind,
        (layer + 1) + sign,
        colorOf(layer),
        dash,
        epoch -> value.applyAsDouble(epoch.layers().get(layer)));
  }

  private Curve curve(
      String label, String mark, int color, Dash dash, ToDoubleFunction<EpochMetrics> value) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (EpochMetrics epoch : epochs) {
      double number = value.applyAsDouble(epoch);
      if (Double.isFinite(number)) {
        x.add((double) epoch.epoch());
        y.add(number);
      }
    }
    return new Curve(label, mark, color, dash, x, y);
  }

  private static double orNaN(@Nullable Double value) {
    return value == null ? Double.NaN : value;
  }

  private static double errorRate(@Nullable Integer errors, int examples) {
    return errors == null || examples == 0 ? Double.NaN : 100.0 * errors / examples;
  }
}
