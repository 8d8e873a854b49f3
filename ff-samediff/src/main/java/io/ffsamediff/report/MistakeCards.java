package io.ffsamediff.report;

import io.ffsamediff.data.Thumbnail;
import io.ffsamediff.eval.Insights;
import io.ffsamediff.eval.Mistake;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The surest mistakes: with their pictures as cards, without as a table.
 *
 * @param cards one a mistake
 * @param pictures whether they have pictures
 * @param layers layers whose goodness is told, as text
 * @param lead what they are, in words
 */
record MistakeCards(List<Card> cards, boolean pictures, List<String> layers, String lead) {

  /** Layers whose goodness there is room for. */
  private static final int LAYERS = 8;

  /** Rows and columns of a picture at most. */
  private static final int SIDE = 96;

  /**
   * A mistake.
   *
   * @param example its place among the examples, from 0, as text
   * @param label its class
   * @param predicted what was predicted
   * @param picture address of its picture; empty without one
   * @param scores what the predictor preferred and by how much
   * @param goodness goodness by layer
   */
  record Card(
      String example,
      String label,
      String predicted,
      String picture,
      Pair scores,
      List<Pair> goodness) {}

  /**
   * Two values to compare.
   *
   * @param ofLabel with the right label
   * @param ofPredicted with the predicted label
   */
  record Pair(String ofLabel, String ofPredicted) {}

  /**
   * The mistakes of {@code insights}.
   *
   * @param names names of the classes
   */
  static MistakeCards of(Insights insights, IntFunction<String> names) {
    int layers =
        insights.mistakes().stream().mapToInt(m -> m.labelGoodness().size()).min().orElse(0);
    int shown = Math.min(layers, LAYERS);
    List<String> layerNames = new ArrayList<>();
    for (int layer = 1; layer <= shown; layer++) {
      layerNames.add("Layer " + layer);
    }
    return new MistakeCards(
        insights.mistakes().stream().map(m -> card(m, insights, names, shown)).toList(),
        insights.picture() != null,
        layerNames,
        lead(insights, layers));
  }

  private static String lead(Insights insights, int layers) {
    String which =
        insights.mistakes().size() < insights.errors()
            ? "The %d of %s wrong predictions"
                .formatted(insights.mistakes().size(), ReportFormat.count(insights.errors()))
            : "All wrong predictions";
    String order =
        " of the predictor \u201c%s\u201d, those first about which it was surest: where the score of the chosen label is furthest above that of the true one."
            .formatted(ReportFormat.cut(insights.predictor(), 40));
    return which
        + order
        + (layers == 0 ? "" : " Below the scores, the goodness of each layer with either label.")
        + (layers > LAYERS ? " Of %d layers the first %d.".formatted(layers, LAYERS) : "");
  }

  private static Card card(
      Mistake mistake, Insights insights, IntFunction<String> names, int layers) {
    List<Pair> goodness = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      goodness.add(
          pair(mistake.labelGoodness().get(layer), mistake.predictedGoodness().get(layer)));
    }
    return new Card(
        ReportFormat.count(mistake.example()),
        names.apply(mistake.label()),
        names.apply(mistake.predicted()),
        picture(mistake, insights),
        pair(mistake.labelScore(), mistake.predictedScore()),
        goodness);
  }

  private static Pair pair(double ofLabel, double ofPredicted) {
    return new Pair(ReportFormat.fourDigits(ofLabel), ReportFormat.fourDigits(ofPredicted));
  }

  private static String picture(Mistake mistake, Insights insights) {
    Insights.Size size = insights.picture();
    byte[] pixels = mistake.pixels();
    if (size == null || pixels == null) {
      return "";
    }
    Thumbnail picture = size.of(pixels).within(SIDE);
    return PngImage.address(() -> Pixels.picture(picture));
  }
}
