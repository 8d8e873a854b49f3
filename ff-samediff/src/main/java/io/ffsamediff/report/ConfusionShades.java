package io.ffsamediff.report;

import io.ffsamediff.eval.ConfusionMatrix;
import java.util.Arrays;

/**
 * How dark the cells of a confusion matrix are, 0 to 1: right ones by their share of the class,
 * wrong ones by their share of the most frequent confusion.
 */
final class ConfusionShades {

  private final ConfusionMatrix matrix;
  private final long[] totals_C;
  private int mostWrong = 1;

  ConfusionShades(ConfusionMatrix matrix) {
    this.matrix = matrix;
    int[][] counts_CC = matrix.counts();
    this.totals_C =
        Arrays.stream(counts_CC)
            .mapToLong(row -> Arrays.stream(row).asLongStream().sum())
            .toArray();
    for (int a = 0; a < totals_C.length; a++) {
      for (int p = 0; p < totals_C.length; p++) {
        mostWrong = Math.max(mostWrong, a == p ? 0 : counts_CC[a][p]);
      }
    }
  }

  /** Of the cell of a true and a predicted class. */
  double of(int actual, int predicted) {
    return actual == predicted
        ? recall(actual)
        : (double) matrix.count(actual, predicted) / mostWrong;
  }

  /** Examples of a class. */
  long total(int actual) {
    return totals_C[actual];
  }

  /** Share of a class that was recognised; 0 for one without examples. */
  double recall(int actual) {
    return (double) matrix.count(actual, actual) / Math.max(1, totals_C[actual]);
  }
}
