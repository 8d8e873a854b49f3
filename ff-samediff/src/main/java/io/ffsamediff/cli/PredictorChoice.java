package io.ffsamediff.cli;

import io.ffsamediff.config.EvaluationConfig.PredictorKind;
import io.ffsamediff.config.LabelConfig;
import io.ffsamediff.eval.Predictor;
import io.ffsamediff.run.RunFormatException;
import io.ffsamediff.run.SavedNetwork;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The predictors that {@code --predictor} asks for. */
final class PredictorChoice {

  private PredictorChoice() {}

  /**
   * The predictor of {@code kind}, or all of the network where that is null, the run's default
   * first.
   *
   * @throws RunFormatException if the network does not have it
   */
  static List<Predictor> of(SavedNetwork saved, @Nullable PredictorKind kind) {
    if (kind == null) {
      return saved.predictors().all();
    }
    return saved
        .predictors()
        .of(kind)
        .map(List::of)
        .orElseThrow(() -> new RunFormatException(missing(saved, kind)));
  }

  private static String missing(SavedNetwork saved, PredictorKind kind) {
    String received = kind.name().toLowerCase(Locale.ROOT);
    return saved.config().labels() instanceof LabelConfig.None
        ? "--predictor: expected head, as the network was trained without labels, received %s. Leave it out."
            .formatted(received)
        : "--predictor: expected goodness, as the network has no softmax head, received %s. Leave it out or train with network.head."
            .formatted(received);
  }
}
