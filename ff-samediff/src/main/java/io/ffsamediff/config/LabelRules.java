package io.ffsamediff.config;

import static io.ffsamediff.config.ConfigRule.problem;
import static io.ffsamediff.config.ConfigRule.rule;

import io.ffsamediff.config.ConfigRule.Parts;
import io.ffsamediff.config.EvaluationConfig.PredictorKind;
import io.ffsamediff.config.TrainingConfig.Interleaved;
import java.util.List;
import java.util.stream.Stream;

/** Rules about training without labels. */
final class LabelRules {

  static final List<ConfigRule> ALL =
      List.of(
          rule(
              "`hybrid` negatives have `labels` of type `none`.",
              Parts::labels,
              Parts::negatives,
              LabelRules::labelledHybrids),
          rule(
              "Without labels, `negatives` are `hybrid`: the others differ from positives by their"
                  + " label.",
              Parts::labels,
              Parts::negatives,
              LabelRules::equalNegatives),
          rule(
              "`hybrid` negatives need `interleaved` training.",
              Parts::negatives,
              Parts::training,
              LabelRules::layerwiseHybrids),
          rule(
              "`hybrid` negatives need a `batchSize` other than `full`: they are made anew for each"
                  + " batch.",
              Parts::negatives,
              Parts::training,
              LabelRules::fullBatch),
          rule(
              "Without labels, the network has a `head`: nothing else learns the classes.",
              Parts::labels,
              Parts::network,
              LabelRules::missingHead),
          rule(
              "Without labels, the `evaluation.predictor` is `head`: there is no label to try.",
              Parts::labels,
              Parts::evaluation,
              LabelRules::labelTrial));

  private LabelRules() {}

  private static Stream<ConfigProblem> labelledHybrids(
      LabelConfig labels, NegativesConfig negatives) {
    return problem(
        negatives instanceof NegativesConfig.Hybrid && !(labels instanceof LabelConfig.None),
        "/labels/type",
        "\"none\", as negatives are \"hybrid\"",
        labels instanceof LabelConfig.Append ? "\"append\"" : "\"overlay\"",
        "Choose \"none\" or other negatives.");
  }

  private static Stream<ConfigProblem> equalNegatives(
      LabelConfig labels, NegativesConfig negatives) {
    return problem(
        labels instanceof LabelConfig.None && !(negatives instanceof NegativesConfig.Hybrid),
        "/negatives/type",
        "\"hybrid\", as labels are \"none\"",
        "negatives that differ by their label",
        "Choose \"hybrid\" or other labels.");
  }

  private static Stream<ConfigProblem> layerwiseHybrids(
      NegativesConfig negatives, TrainingConfig training) {
    return problem(
        negatives instanceof NegativesConfig.Hybrid && !(training instanceof Interleaved),
        "/negatives/type",
        "\"wrong-label\" or \"shuffled\", as training is not \"interleaved\"",
        "\"hybrid\"",
        "Choose one of them or train \"interleaved\".");
  }

  private static Stream<ConfigProblem> fullBatch(
      NegativesConfig negatives, TrainingConfig training) {
    return problem(
        negatives instanceof NegativesConfig.Hybrid
            && training.batchSize() instanceof TrainingConfig.BatchSize.Full,
        "/training/batchSize",
        "a number, as \"hybrid\" negatives are made anew for each batch",
        "\"full\"",
        "Choose a number.");
  }

  private static Stream<ConfigProblem> missingHead(LabelConfig labels, NetworkConfig network) {
    return problem(
        labels instanceof LabelConfig.None
            && network instanceof NetworkConfig.ForwardForward forward
            && forward.head() == null,
        "/network/head",
        "a head, as labels are \"none\"",
        "none",
        "Give the network a head: {}.");
  }

  private static Stream<ConfigProblem> labelTrial(LabelConfig labels, EvaluationConfig evaluation) {
    return labels instanceof LabelConfig.None
        ? PredictorRule.only(PredictorKind.HEAD, evaluation, "as labels are \"none\"", "remove it")
        : Stream.empty();
  }
}
