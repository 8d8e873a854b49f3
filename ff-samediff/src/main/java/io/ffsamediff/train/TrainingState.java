package io.ffsamediff.train;

import java.util.List;

/**
 * The whole state of a training run as one value: written, it is a checkpoint. Random streams need
 * no place in it, since each is made anew from the seed, its name and the epoch.
 *
 * @param next the next step to be done
 * @param totals the sums behind the metrics
 * @param layers one entry a layer, first to last
 */
public record TrainingState(TrainingCursor next, EpochTotals totals, List<LayerState> layers) {

  /** Copies the list. */
  public TrainingState {
    layers = List.copyOf(layers);
  }
}
