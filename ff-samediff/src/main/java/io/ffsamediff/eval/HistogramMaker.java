package io.ffsamediff.eval;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * The range comes from a first, fine count, so that nothing is sorted: a test set of a million
 * examples and ten labels has ten million values a layer.
 */
/**
 * Counts the goodness of right and wrong labels in one layer. The range of the bins leaves a
 * thousandth of each kind out at either end, so that a few extreme values do not flatten the rest;
 * what lies out counts in the outermost bins.
 */
final class HistogramMaker {

  /** Most bins of a histogram; a few examples fill fewer. */
  static final int MOST_BINS = 60;

  private static final int LEAST_BINS = 10;

  /** Share of the values of a kind that may lie beyond each end. */
  static final double TAIL = 0.001;

  private static final int FINE_BINS = 1 << 13;

  private final int[] actual_N;
  private final int classes;
  private final float[] goodness_NC;

  /**
   * Of one layer.
   *
   * @param actual_N the right label of each example
   * @param goodness_NC goodness by example and label
   */
  HistogramMaker(int[] actual_N, int classes, float[] goodness_NC) {
    this.actual_N = actual_N;
    this.classes = classes;
    this.goodness_NC = goodness_NC;
  }

  /** The histograms; empty where a kind of label has no finite goodness. */
  Optional<GoodnessHistogram> make(int layer, @Nullable Double threshold) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (float value : goodness_NC) {
      if (Float.isFinite(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    Count fine = count(low, high, FINE_BINS);
    if (fine.right.total == 0 || fine.wrong.total == 0) {
      return Optional.empty();
    }
    double step = fine.step();
    double from = low + step * Math.min(fine.right.firstBin(), fine.wrong.firstBin());
    double to = low + step * (Math.max(fine.right.lastBin(), fine.wrong.lastBin()) + 1);
    Count count = count(from, from < to ? to : from + 1, bins());
    return Optional.of(
        new GoodnessHistogram(
            layer,
            threshold,
            count.low,
            count.high,
            count.right.bins(),
            count.wrong.bins(),
            count.right.mean(),
            count.wrong.mean()));
  }

  /** Half as many again as Rice's rule, which the larger number of wrong labels allows. */
  private int bins() {
    int bins = (int) Math.ceil(3 * Math.cbrt(actual_N.length));
    return Math.max(LEAST_BINS, Math.min(MOST_BINS, bins));
  }

  private Count count(double low, double high, int bins) {
    Count count = new Count(low, high, bins);
    for (int k = 0; k < goodness_NC.length; k++) {
      if (Float.isFinite(goodness_NC[k])) {
        Kind kind = actual_N[k / classes] == k % classes ? count.right : count.wrong;
        kind.add(goodness_NC[k], count.bin(goodness_NC[k]));
      }
    }
    return count;
  }

  /** Both kinds in the same bins. */
  private static final class Count {
    final double low;
    final double high;
    final Kind right;
    final Kind wrong;

    Count(double low, double high, int bins) {
      this.low = low;
      this.high = high;
      this.right = new Kind(bins);
      this.wrong = new Kind(bins);
    }

    double step() {
      return (high - low) / right.counts.length;
    }

    int bin(double value) {
      int last = right.counts.length - 1;
      return high > low ? (int) Math.max(0, Math.min(last, (value - low) / step())) : 0;
    }
  }

  /** Values of one kind of label. */
  private static final class Kind {
    final int[] counts;
    long total;
    double sum;

    Kind(int bins) {
      this.counts = new int[bins];
    }

    void add(float value, int bin) {
      counts[bin]++;
      total++;
      sum += value;
    }

    double mean() {
      return sum / total;
    }

    List<Integer> bins() {
      return Arrays.stream(counts).boxed().toList();
    }

    /** The first bin that cannot be left out. */
    int firstBin() {
      long left = (long) (TAIL * total);
      int bin = 0;
      for (long seen = counts[0]; seen <= left; seen += counts[bin]) {
        bin++;
      }
      return bin;
    }

    /** The last bin that cannot be left out. */
    int lastBin() {
      long left = (long) (TAIL * total);
      int bin = counts.length - 1;
      for (long seen = counts[bin]; seen <= left; seen += counts[bin]) {
        bin--;
      }
      return bin;
    }
  }
}
