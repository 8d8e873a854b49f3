package io.ffsamediff.data;

/** One batch of all examples. */
final class FullBatch implements Batches {

  private final FullBatchRows rows;

  FullBatch(Dataset data, RowEncoder encoder, int blockRows) {
    this.rows = new FullBatchRows(data, encoder, blockRows);
  }

  @Override
  public int count() {
    return 1;
  }

  @Override
  public void startEpoch(int[] order_N, int[] negatives_N) {
    rows.setNegatives(negatives_N);
  }

  @Override
  public RowBlocks batch(int index) {
    return rows;
  }

  @Override
  public void close() {
    rows.close();
  }
}
