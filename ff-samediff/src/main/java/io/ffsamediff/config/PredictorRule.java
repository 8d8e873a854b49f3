package io.ffsamediff.config;

import static io.ffsamediff.config.ConfigRule.problem;

import io.ffsamediff.config.EvaluationConfig.PredictorKind;
import java.util.Locale;
import java.util.stream.Stream;

/** The rule about the default predictor where a network can have only one. */
final class PredictorRule {

  private PredictorRule() {}

  /** The problem of another predictor than {@code only}, where one is given. */
  static Stream<ConfigProblem> only(
      PredictorKind only, EvaluationConfig evaluation, String reason, String fix) {
    PredictorKind given = evaluation.predictor();
    return given == null
        ? Stream.empty()
        : problem(
            given != only,
            "/evaluation/predictor",
            word(only) + ", " + reason,
            word(given),
            "Choose " + word(only) + " or " + fix + ".");
  }

  private static String word(PredictorKind kind) {
    return "\"" + kind.name().toLowerCase(Locale.ROOT) + "\"";
  }
}
