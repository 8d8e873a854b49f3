package io.ffsamediff.train;

import io.ffsamediff.train.EpochTotals.LayerTotals;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells whether a state can be one of a run: it was read from a file, whose numbers may be any. The
 * next step decides how many steps each optimiser has done and how many the sums have in them.
 */
final class StateCheck {

  private final int batches;
  private final List<Integer> innerEpochs;
  private final boolean pausesInsideBatches;
  private final int measuredLayers;
  private final boolean looksForBest;

  /**
   * For the states of one run.
   *
   * @param batches batches of an epoch
   * @param innerEpochs steps of each layer on a batch
   * @param pausesInsideBatches whether a state can lie between two layers or inner epochs
   * @param measuredLayers layers that have a loss of their own
   * @param looksForBest whether the best weights are kept
   */
  StateCheck(
      int batches,
      List<Integer> innerEpochs,
      boolean pausesInsideBatches,
      int measuredLayers,
      boolean looksForBest) {
    this.batches = batches;
    this.innerEpochs = List.copyOf(innerEpochs);
    this.pausesInsideBatches = pausesInsideBatches;
    this.measuredLayers = measuredLayers;
    this.looksForBest = looksForBest;
  }

  /** What is wrong with {@code state}, whose arrays are of the network's sizes. */
  Optional<StateProblem> problemOf(TrainingState state) {
    return Stream.of(
            cursor(state.next()), iterations(state), totals(state), best(state.best(), state))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<StateProblem> cursor(TrainingCursor next) {
    boolean inside =
        Math.min(next.epoch(), next.batch()) >= 0
            && next.batch() < batches
            && Math.min(next.layer(), next.innerEpoch()) >= 0
            && next.layer() < innerEpochs.size()
            && next.innerEpoch() < innerEpochs.get(next.layer())
            && (pausesInsideBatches || (next.layer() == 0 && next.innerEpoch() == 0));
    return inside
        ? Optional.empty()
        : problem("a step of %d batches of %s inner epochs".formatted(batches, innerEpochs), next);
  }

  private Optional<StateProblem> iterations(TrainingState state) {
    for (int layer = 0; layer < state.layers().size(); layer++) {
      long done = stepsBefore(state.next(), layer, state.next().epoch());
      int told = state.layers().get(layer).iteration();
      if (told != done) {
        return problem(done + " steps of layer " + (layer + 1), told);
      }
    }
    long done = (long) state.next().epoch() * batches + state.next().batch();
    return state
        .head()
        .filter(head -> head.iteration() != done)
        .flatMap(head -> problem(done + " steps of the head", head.iteration()));
  }

  /**
   * Steps of {@code layer} from {@code epochs} epochs ago, at an epoch's start, to the next step.
   */
  private long stepsBefore(TrainingCursor next, int layer, int epochs) {
    long perBatch = innerEpochs.get(layer);
    long here = layer < next.layer() ? perBatch : layer == next.layer() ? next.innerEpoch() : 0;
    double all = ((double) epochs * batches + next.batch()) * perBatch + here;
    // An int cannot tell of more; a long could overflow.
    return all > Integer.MAX_VALUE
        ? 1L + Integer.MAX_VALUE
        : ((long) epochs * batches + next.batch()) * perBatch + here;
  }

  private Optional<StateProblem> totals(TrainingState state) {
    EpochTotals totals = state.totals();
    if (totals.layers().size() != measuredLayers) {
      return problem("sums of %d layers".formatted(measuredLayers), totals.layers().size());
    }
    for (int layer = 0; layer < measuredLayers; layer++) {
      long done = stepsBefore(state.next(), layer, 0);
      LayerTotals told = totals.layers().get(layer);
      if (told.steps() != done) {
        return problem("%d steps in the sums of layer %d".formatted(done, layer + 1), told.steps());
      }
      if (told.pairs() < 0 || !areSums(told)) {
        return problem("sums of layer %d that are numbers".formatted(layer + 1), told);
      }
    }
    boolean finite =
        Double.isFinite(totals.pastLoss())
            && Double.isFinite(totals.headLoss())
            && Double.isFinite(totals.seconds())
            && totals.seconds() >= 0;
    return finite
        ? Optional.empty()
        : problem(
            "losses and seconds that are numbers",
            "%s, %s and %s".formatted(totals.pastLoss(), totals.headLoss(), totals.seconds()));
  }

  /** The loss is finite, or training would have ended; goodness may have overflowed. */
  private static boolean areSums(LayerTotals told) {
    return Double.isFinite(told.loss())
        && !Double.isNaN(told.goodnessPositive())
        && !Double.isNaN(told.goodnessNegative());
  }

  private Optional<StateProblem> best(Optional<BestState> found, TrainingState state) {
    if (found.isPresent() && !looksForBest) {
      return problem("no best weights, as none are looked for", "some");
    }
    int epochs = state.next().epoch();
    return found
        .filter(best -> best.epoch() > epochs || best.waited() > epochs - best.epoch())
        .flatMap(
            best ->
                problem(
                    "a best epoch of the %d that are done".formatted(epochs),
                    "epoch %d, %d evaluations ago".formatted(best.epoch(), best.waited())));
  }

  private static Optional<StateProblem> problem(String expected, Object received) {
    return Optional.of(new StateProblem(expected, String.valueOf(received)));
  }
}
