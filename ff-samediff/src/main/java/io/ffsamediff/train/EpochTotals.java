package io.ffsamediff.train;

import java.util.List;

/**
 * Running sums behind the metrics, so that a resumed run reports the same figures.
 *
 * @param pastLoss sum of the loss of all finished epochs
 * @param seconds training time spent in the unfinished epoch
 * @param headLoss sum of the head's loss over the batches of the unfinished epoch
 * @param layers sums of the unfinished epoch, one entry a layer
 */
public record EpochTotals(
    double pastLoss, double seconds, double headLoss, List<LayerTotals> layers) {

  /** Copies the list. */
  public EpochTotals {
    layers = List.copyOf(layers);
  }

  /**
   * Sums of one layer over the unfinished epoch.
   *
   * @param loss sum of the loss over steps
   * @param steps steps summed
   * @param goodnessPositive sum of the positives' goodness, at each batch's last inner epoch
   * @param goodnessNegative the same of the negatives
   * @param pairs pairs summed in the two
   */
  public record LayerTotals(
      double loss, long steps, double goodnessPositive, double goodnessNegative, long pairs) {

    /** Nothing summed yet. */
    public static final LayerTotals ZERO = new LayerTotals(0, 0, 0, 0, 0);
  }
}
