package io.ffsamediff.eval;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How often a layer's goodness has which height, for the right label of examples and for all wrong
 * ones.
 *
 * @param layer number of the layer, from 1
 * @param threshold goodness above which training counts an example as positive; null where the
 *     layer's loss has none
 * @param low where the first bin begins
 * @param high where the last bin ends
 * @param right goodness of the right labels: counts of bins of equal width; the first and the last
 *     bin have what lies beyond them, too
 * @param wrong the same of the wrong labels
 * @param meanRight mean goodness of the right labels
 * @param meanWrong mean goodness of the wrong labels
 */
public record GoodnessHistogram(
    int layer,
    @Nullable Double threshold,
    double low,
    double high,
    List<Integer> right,
    List<Integer> wrong,
    double meanRight,
    double meanWrong) {

  /** Most bins of a histogram. */
  private static final int MAX_BINS = 1000;

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if these cannot be histograms of the same bins
   */
  public GoodnessHistogram {
    right = List.copyOf(right);
    wrong = List.copyOf(wrong);
    boolean finite =
        Double.isFinite(low)
            && Double.isFinite(high)
            && Double.isFinite(meanRight)
            && Double.isFinite(meanWrong)
            && (threshold == null || Double.isFinite(threshold));
    boolean counts = areCounts(right) && areCounts(wrong) && right.size() == wrong.size();
    if (layer < 1 || !finite || low >= high || !counts) {
      throw new IllegalArgumentException("these are no histograms of goodness in a layer");
    }
  }

  private static boolean areCounts(List<Integer> counts) {
    return !counts.isEmpty()
        && counts.size() <= MAX_BINS
        && counts.stream().allMatch(count -> count >= 0);
  }

  /** Number of bins. */
  public int bins() {
    return right.size();
  }
}
