package io.ffsamediff.exec;

/**
 * What a layer's step saw before its update.
 *
 * @param loss the layer's loss, penalties included
 * @param goodnessPositive mean goodness of the positives
 * @param goodnessNegative mean goodness of the negatives
 */
public record StepStatistics(double loss, double goodnessPositive, double goodnessNegative) {

  /**
   * From the sums that the graph yields.
   *
   * @param rows rows summed, half of them positive
   * @param goodnessSum goodness of all rows
   * @param goodnessContrast goodness of the positives less that of the negatives
   */
  static StepStatistics of(double loss, int rows, double goodnessSum, double goodnessContrast) {
    return new StepStatistics(
        loss, (goodnessSum + goodnessContrast) / rows, (goodnessSum - goodnessContrast) / rows);
  }
}
