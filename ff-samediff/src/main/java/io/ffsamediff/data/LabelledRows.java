package io.ffsamediff.data;

/** A batch of the first layer: as many negatives as positives, whose labels are known. */
public sealed interface LabelledRows extends RowBlocks, AutoCloseable permits PairRows, HybridRows {

  /** Number of examples P, each a positive: half the rows. */
  int examples();

  /** True label of example {@code example}. */
  int label(int example);

  @Override
  void close();
}
