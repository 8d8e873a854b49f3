package io.ffsamediff.data;

/** A batch of the first layer: as many negatives as positives, whose labels are known. */
public sealed interface LabelledRows extends RowBlocks, AutoCloseable
    permits PairRows, HybridRows, DistantRows {

  /** Number of examples P, each a positive: half the rows. */
  int examples();

  /** True label of example {@code example}. */
  int label(int example);

  /**
   * True labels of all examples.
   *
   * @param labels_P receives them if it has as many elements
   * @return {@code labels_P}, or a new array
   */
  default int[] labels(int[] labels_P) {
    int[] labels = labels_P.length == examples() ? labels_P : new int[examples()];
    for (int example = 0; example < labels.length; example++) {
      labels[example] = label(example);
    }
    return labels;
  }

  @Override
  void close();
}
