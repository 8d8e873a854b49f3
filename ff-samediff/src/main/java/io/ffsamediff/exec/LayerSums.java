package io.ffsamediff.exec;

/**
 * What rows add up to in a step of a layer: sums over all rows of a batch are those of its shares,
 * added up.
 *
 * @param gradient_P of the mean loss over all rows of the batch, by the P parameters, kernel first;
 *     without penalties
 * @param rows rows summed, half of them positive
 * @param lossSum the rows' losses
 * @param goodnessSum the rows' goodness
 * @param goodnessContrast goodness of the positives less that of the negatives
 * @param activitySum_O the positives' activations; empty without peer normalisation
 */
public record LayerSums(
    float[] gradient_P,
    long rows,
    double lossSum,
    double goodnessSum,
    double goodnessContrast,
    float[] activitySum_O)
    implements java.io.Serializable {

  /**
   * These sums and {@code others}; takes over the arrays of these.
   *
   * @throws IllegalArgumentException if they are of a layer of another form
   */
  public LayerSums plus(LayerSums others) {
    if (gradient_P.length != others.gradient_P.length
        || activitySum_O.length != others.activitySum_O.length) {
      throw new IllegalArgumentException(
          "sums: expected %d parameters, received %d"
              .formatted(gradient_P.length, others.gradient_P.length));
    }
    RowArithmetic.add(gradient_P, others.gradient_P);
    RowArithmetic.add(activitySum_O, others.activitySum_O);
    return new LayerSums(
        gradient_P,
        rows + others.rows,
        lossSum + others.lossSum,
        goodnessSum + others.goodnessSum,
        goodnessContrast + others.goodnessContrast,
        activitySum_O);
  }
}
