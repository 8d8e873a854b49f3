package io.ffsamediff.eval;

import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.Thumbnail;
import io.ffsamediff.graph.LayerSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Looks at predictions more closely than an evaluation does. */
final class InsightsMaker {

  /** Mistakes that are kept. */
  static final int MISTAKES = 24;

  /** Rows and columns that a kept picture has at most. */
  static final int PICTURE_SIDE = 128;

  private final Dataset data;
  private final Predictions usual;
  private final @Nullable Predictions byLayer;

  /**
   * Of predictions for {@code data}.
   *
   * @param usual those of the run's default predictor
   * @param byLayer those that know the goodness of layers; null where labels are not tried
   */
  InsightsMaker(Dataset data, Predictions usual, @Nullable Predictions byLayer) {
    this.data = data;
    this.usual = usual;
    this.byLayer = byLayer;
  }

  /**
   * The insights.
   *
   * @param evaluation the evaluation of the usual predictions
   * @param layers the network's layers
   */
  Insights make(Evaluation evaluation, List<LayerSpec> layers) {
    List<Mistake> mistakes = mistakes();
    boolean pictures = !data.isTable() && !mistakes.isEmpty();
    return new Insights(
        data.name(),
        data.split().name().toLowerCase(Locale.ROOT),
        evaluation.predictor(),
        data.size(),
        evaluation.errors(),
        byLayer == null ? List.of() : histograms(byLayer, layers),
        pictures ? Insights.Size.of(picture(mistakes.get(0).example()).shape()) : null,
        mistakes);
  }

  private Thumbnail picture(int example) {
    return Thumbnail.of(data, example).within(PICTURE_SIDE);
  }

  private List<GoodnessHistogram> histograms(Predictions predictions, List<LayerSpec> layers) {
    int[] actual_N = data.labels();
    List<GoodnessHistogram> histograms = new ArrayList<>();
    for (int l = 0; l < predictions.layers(); l++) {
      LayerSpec layer = layers.get(l);
      new HistogramMaker(actual_N, predictions.classes(), predictions.scoresOfLayer(l))
          .make(layer.number(), layer.comparesPairs() ? null : layer.threshold())
          .ifPresent(histograms::add);
    }
    return histograms;
  }

  private List<Mistake> mistakes() {
    int[] predicted_N = usual.labels();
    return IntStream.range(0, data.size())
        .filter(i -> predicted_N[i] != data.label(i))
        .filter(i -> Double.isFinite(margin(i, predicted_N[i])))
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -margin(i, predicted_N[i])))
        .limit(MISTAKES)
        .map(i -> mistake(i, predicted_N[i]))
        .toList();
  }

  private double margin(int example, int predicted) {
    return (double) usual.score(example, predicted) - usual.score(example, data.label(example));
  }

  private Mistake mistake(int example, int predicted) {
    int label = data.label(example);
    return new Mistake(
        example,
        label,
        predicted,
        usual.score(example, label),
        usual.score(example, predicted),
        goodness(example, label),
        goodness(example, predicted),
        data.isTable() ? null : picture(example).pixels());
  }

  private List<Double> goodness(int example, int label) {
    Predictions layers = byLayer;
    return layers == null
        ? List.of()
        : IntStream.range(0, layers.layers())
            .mapToObj(l -> (double) layers.layerScore(l, example, label))
            .toList();
  }
}
