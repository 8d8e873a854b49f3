package io.ffsamediff.data;

/** Batches of a fixed number of examples, staged one at a time. */
final class MiniBatches implements Batches {

  private final Dataset data;
  private final int batchSize;
  private final StagedRows whole;
  private final StagedRows last;
  private int[] order_N = new int[0];
  private int[] negatives_N = new int[0];

  MiniBatches(Dataset data, RowEncoder encoder, int batchSize, int blockRows) {
    this.data = data;
    this.batchSize = batchSize;
    int left = data.size() % batchSize;
    this.whole = new StagedRows(batchSize, encoder, blockRows);
    this.last = left == 0 ? whole : new StagedRows(left, encoder, blockRows);
  }

  @Override
  public int count() {
    return (data.size() + batchSize - 1) / batchSize;
  }

  @Override
  public void startEpoch(int[] order_N, int[] negatives_N) {
    this.order_N = order_N.clone();
    this.negatives_N = negatives_N.clone();
  }

  @Override
  public RowBlocks batch(int index) {
    StagedRows rows = index == count() - 1 ? last : whole;
    rows.fill(data, order_N, index * batchSize, negatives_N);
    return rows;
  }

  @Override
  public void close() {
    whole.close();
    last.close();
  }
}
