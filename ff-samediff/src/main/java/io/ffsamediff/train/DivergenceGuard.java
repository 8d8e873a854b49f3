package io.ffsamediff.train;

import io.ffsamediff.config.RunConfig;
import io.ffsamediff.exec.StepStatistics;
import java.util.List;
import java.util.function.Supplier;

/**
 * Ends training at the first loss or goodness that is not a finite number, and before parameters
 * that are none are saved.
 */
public final class DivergenceGuard {

  private final DivergenceRemedies remedies;

  /** For a run of {@code run}, from whose keys messages choose their remedies. */
  public DivergenceGuard(RunConfig run) {
    this.remedies = new DivergenceRemedies(run);
  }

  /**
   * Looks at the loss of a step of the softmax head.
   *
   * @throws DivergedException naming the step
   */
  void onHead(TrainingCursor at, double loss) {
    if (!Double.isFinite(loss)) {
      throw new DivergedException(
          "softmax head, epoch %d, batch %d: expected a finite loss, received %s. %s"
              .formatted(at.epoch() + 1, at.batch() + 1, loss, remedies.ofHead()));
    }
  }

  /**
   * Looks at what a step of a layer saw.
   *
   * @throws DivergedException naming layer and step
   */
  void onStep(TrainingCursor at, StepStatistics seen) {
    onLoss(at, "loss", seen.loss());
    onLoss(at, "goodness of positives", seen.goodnessPositive());
    onLoss(at, "goodness of negatives", seen.goodnessNegative());
  }

  private void onLoss(TrainingCursor at, String what, double value) {
    if (!Double.isFinite(value)) {
      throw new DivergedException(
          "layer %d, epoch %d, batch %d, inner epoch %d: expected a finite %s, received %s. %s"
              .formatted(
                  at.layer() + 1,
                  at.epoch() + 1,
                  at.batch() + 1,
                  at.innerEpoch() + 1,
                  what,
                  value,
                  remedies.ofLayer(at.layer())));
    }
  }

  /**
   * Looks at a state before it is saved: the loss of a step is taken before its update, so that the
   * last update is seen here only.
   *
   * @return {@code state}
   * @throws DivergedException naming layer or head
   */
  TrainingState checked(TrainingState state) {
    List<LayerState> layers = state.layers();
    for (int l = 0; l < layers.size(); l++) {
      int layer = l;
      checkParameters("layer " + (l + 1), state, layers.get(l), () -> remedies.ofLayer(layer));
    }
    state.head().ifPresent(h -> checkParameters("softmax head", state, h, remedies::ofHead));
    return state;
  }

  private static void checkParameters(
      String part, TrainingState state, LayerState values, Supplier<String> remedy) {
    for (float value : values.parameters()) {
      if (!Float.isFinite(value)) {
        TrainingCursor next = state.next();
        throw new DivergedException(
            "%s, before epoch %d, batch %d: expected finite parameters, received %s. %s"
                .formatted(part, next.epoch() + 1, next.batch() + 1, value, remedy.get()));
      }
    }
  }
}
