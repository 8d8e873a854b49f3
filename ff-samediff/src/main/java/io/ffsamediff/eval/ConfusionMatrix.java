package io.ffsamediff.eval;

/** Counts of true against predicted classes. */
public final class ConfusionMatrix {

  private final int[][] counts_CC;

  /** Copies {@code counts_CC}: row is the true class, column the predicted one. */
  public ConfusionMatrix(int[][] counts_CC) {
    this.counts_CC = new int[counts_CC.length][];
    for (int c = 0; c < counts_CC.length; c++) {
      this.counts_CC[c] = counts_CC[c].clone();
    }
  }

  /** The matrix of {@code predicted_N} against {@code actual_N}. */
  public static ConfusionMatrix of(int[] actual_N, int[] predicted_N, int classes) {
    int[][] counts_CC = new int[classes][classes];
    for (int i = 0; i < actual_N.length; i++) {
      counts_CC[actual_N[i]][predicted_N[i]]++;
    }
    return new ConfusionMatrix(counts_CC);
  }

  /** Number of classes. */
  public int classes() {
    return counts_CC.length;
  }

  /** Examples of class {@code actual} that were predicted as {@code predicted}. */
  public int count(int actual, int predicted) {
    return counts_CC[actual][predicted];
  }

  /** A copy of the counts: row is the true class, column the predicted one. */
  public int[][] counts() {
    return new ConfusionMatrix(counts_CC).counts_CC;
  }

  /** Examples off the diagonal. */
  public int errors() {
    int errors = 0;
    for (int a = 0; a < classes(); a++) {
      for (int p = 0; p < classes(); p++) {
        errors += a == p ? 0 : counts_CC[a][p];
      }
    }
    return errors;
  }
}
