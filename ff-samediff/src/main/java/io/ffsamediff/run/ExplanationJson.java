package io.ffsamediff.run;

import io.ffsamediff.eval.Explanation;
import io.ffsamediff.eval.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a network says of one example, as {@code ff predict --json} and the page of {@code ff serve}
 * have it.
 *
 * @param source the file, or what else the example came from
 * @param index the example's place in it, from 0
 * @param label the predicted class
 * @param className its name, or its number
 * @param margin the score of the predicted class less the next largest
 * @param predictors what every predictor says, the deciding one first
 * @param goodness for each layer the goodness of each label; empty without labels in the input
 * @param probabilities the softmax head's, of each class; null without a head
 */
public record ExplanationJson(
    String source,
    int index,
    int label,
    String className,
    double margin,
    List<Said> predictors,
    List<float[]> goodness,
    float @Nullable [] probabilities) {

  /** Copies the lists. */
  public ExplanationJson {
    predictors = List.copyOf(predictors);
    goodness = List.copyOf(goodness);
  }

  /**
   * What one predictor says.
   *
   * @param predictor its name
   * @param label the predicted class
   * @param className its name, or its number
   * @param margin its score less the next largest
   * @param scores score of each class
   */
  public record Said(
      String predictor, int label, String className, double margin, float[] scores) {}

  /** What {@code explanation} tells of an example of {@code model}'s kind. */
  public static ExplanationJson of(
      String source, int index, Explanation explanation, ModelDescription model) {
    Verdict verdict = explanation.verdict();
    return new ExplanationJson(
        source,
        index,
        verdict.label(),
        model.className(verdict.label()),
        verdict.margin(),
        explanation.verdicts().stream().map(said -> said(said, model)).toList(),
        explanation.goodness(),
        explanation.probabilities().orElse(null));
  }

  private static Said said(Verdict verdict, ModelDescription model) {
    return new Said(
        verdict.predictor(),
        verdict.label(),
        model.className(verdict.label()),
        verdict.margin(),
        verdict.scores());
  }

  /** Several as one JSON document. */
  public static String document(List<ExplanationJson> explanations) {
    return RunJson.PRETTY.writeValueAsString(new Document(explanations));
  }

  /** This one as JSON on one line. */
  public String line() {
    return RunJson.LINE.writeValueAsString(this);
  }

  private record Document(List<ExplanationJson> examples) {}
}
