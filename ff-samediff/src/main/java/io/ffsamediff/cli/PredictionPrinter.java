package io.ffsamediff.cli;

import io.ffsamediff.config.Shown;
import io.ffsamediff.run.ExplanationJson;
import io.ffsamediff.run.ModelDescription;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Prints predictions for people: the label, and for each of a few examples a line for each of the
 * best labels.
 */
final class PredictionPrinter {

  /** Labels shown of each example: all digits. */
  private static final int BEST = 10;

  /** Of more examples than these only the label is told. */
  private static final int FEW = 10;

  private static final int LONGEST_NAME = 40;

  private final PrintWriter out;
  private final ModelDescription model;

  /** Prints what is told of examples of {@code model}'s kind. */
  PredictionPrinter(PrintWriter out, ModelDescription model) {
    this.out = out;
    this.model = model;
  }

  /** All examples, file by file. */
  void print(List<List<ExplanationJson>> files) {
    boolean few = files.stream().mapToInt(List::size).sum() <= FEW;
    for (List<ExplanationJson> file : files) {
      for (ExplanationJson said : file) {
        verdict(said, file.size() == 1 ? "" : "[" + said.index() + "]");
        if (few) {
          heading(said);
          best(said.predictors().get(0).scores()).forEach(label -> line(said, label));
        }
      }
    }
  }

  private void verdict(ExplanationJson said, String place) {
    out.printf(
        Locale.ROOT,
        "%s%s: %s, by a margin of %.3f (%s)%n",
        Shown.of(said.source()),
        place,
        name(said.label()),
        said.margin(),
        said.predictors().get(0).predictor());
  }

  /** Names of classes come from a file. */
  private String name(int label) {
    return Shown.of(model.className(label), LONGEST_NAME);
  }

  private void heading(ExplanationJson said) {
    out.printf("  %-" + nameWidth() + "s", "label");
    said.predictors().forEach(p -> cell(p.predictor()));
    for (int layer = 0; layer < said.goodness().size(); layer++) {
      cell("layer " + (layer + 1));
    }
    if (said.probabilities() != null) {
      cell("softmax");
    }
    out.println();
  }

  private void line(ExplanationJson said, int label) {
    out.printf("  %-" + nameWidth() + "s", name(label));
    said.predictors().forEach(p -> cell(number(p.scores()[label])));
    said.goodness().forEach(goodness_C -> cell(number(goodness_C[label])));
    float[] probabilities = said.probabilities();
    if (probabilities != null) {
      cell(String.format(Locale.ROOT, "%.4f", probabilities[label]));
    }
    out.println();
  }

  private void cell(String text) {
    out.printf(" %10s", text);
  }

  private static String number(float value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private int nameWidth() {
    return IntStream.range(0, model.classes())
        .map(label -> name(label).length())
        .reduce("label".length(), Math::max);
  }

  private static List<Integer> best(float[] scores) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparing((Integer label) -> -scores[label]))
        .limit(BEST)
        .toList();
  }
}
