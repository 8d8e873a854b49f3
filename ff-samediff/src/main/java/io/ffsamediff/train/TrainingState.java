package io.ffsamediff.train;

import java.util.List;
import java.util.Optional;

/**
 * The whole state of a training run as one value: written, it is a checkpoint. Random streams need
 * no place in it, since each is made anew from the seed, its name and the epoch or step.
 *
 * @param next the next step to be done
 * @param totals the sums behind the metrics
 * @param layers one entry a layer, first to last
 * @param head the softmax head, where there is one
 * @param averages moving averages of the parameters of each layer, then of the head; empty where
 *     the weights are not averaged
 * @param best the best weights so far, where training looks for them
 */
public record TrainingState(
    TrainingCursor next,
    EpochTotals totals,
    List<LayerState> layers,
    Optional<LayerState> head,
    List<float[]> averages,
    Optional<BestState> best) {

  /** Copies the lists. */
  public TrainingState {
    layers = List.copyOf(layers);
    averages = List.copyOf(averages);
  }

  /** Of layers alone. */
  public TrainingState(TrainingCursor next, EpochTotals totals, List<LayerState> layers) {
    this(next, totals, layers, Optional.empty(), List.of(), Optional.empty());
  }
}
