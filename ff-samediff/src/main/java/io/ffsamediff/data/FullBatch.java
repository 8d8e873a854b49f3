package io.ffsamediff.data;

/** One batch of all examples, encoded once; only the negatives' labels change. */
final class FullBatch implements Batches<PairRows> {

  private final PairRows rows;

  FullBatch(Dataset data, RowEncoder encoder, int blockRows) {
    this.rows = new PairRows(data.size(), encoder, blockRows);
    float[] row_I = new float[encoder.inputs()];
    for (int i = 0; i < data.size(); i++) {
      rows.encode(i, data, i, row_I);
    }
  }

  @Override
  public int count() {
    return 1;
  }

  @Override
  public void startEpoch(int[] order_N, int[] negatives_N, long epochSeed) {
    for (int i = 0; i < negatives_N.length; i++) {
      rows.setNegative(i, negatives_N[i]);
    }
  }

  @Override
  public PairRows batch(int index) {
    return rows;
  }

  @Override
  public void close() {
    rows.close();
  }
}
