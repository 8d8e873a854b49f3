package io.ffsamediff.exec;

import java.io.Serializable;

/**
 * What rows add up to in a step of a layer or of a head: sums over all rows of a batch are those of
 * its shares, added up.
 *
 * @param values gradient of the mean loss over all rows of the batch, by the P parameters, kernel
 *     first, without penalties; of local steps the parameters and the optimiser's state behind
 *     them, both times the share's weight
 * @param rows rows summed: of a layer half of them positive, of a head examples
 * @param lossSum the rows' losses
 * @param goodnessSum the rows' goodness; 0 of a head
 * @param goodnessContrast goodness of the positives less that of the negatives; 0 of a head
 * @param activity_O the positives' activations, summed; of local steps the running mean times the
 *     share's weight; empty without peer normalisation
 */
public record LayerSums(
    float[] values,
    long rows,
    double lossSum,
    double goodnessSum,
    double goodnessContrast,
    float[] activity_O)
    implements Serializable {

  /**
   * These sums and {@code others}; takes over the arrays of these.
   *
   * @throws IllegalArgumentException if they are of a layer of another form
   */
  public LayerSums plus(LayerSums others) {
    if (values.length != others.values.length || activity_O.length != others.activity_O.length) {
      throw new IllegalArgumentException(
          "sums: expected %d values, received %d".formatted(values.length, others.values.length));
    }
    RowArithmetic.add(values, others.values);
    RowArithmetic.add(activity_O, others.activity_O);
    return new LayerSums(
        values,
        rows + others.rows,
        lossSum + others.lossSum,
        goodnessSum + others.goodnessSum,
        goodnessContrast + others.goodnessContrast,
        activity_O);
  }

  /** What was seen; penalties are in the loss where {@code lossSum} has them. */
  StepStatistics statistics(double penalty) {
    return StepStatistics.of(
        lossSum / rows + penalty, Math.toIntExact(rows), goodnessSum, goodnessContrast);
  }
}
