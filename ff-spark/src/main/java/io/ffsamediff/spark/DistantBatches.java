package io.ffsamediff.spark;

import io.ffsamediff.data.Batches;
import io.ffsamediff.data.DistantRows;

/** The batches of an epoch whose rows are in partitions. */
final class DistantBatches implements Batches<DistantRows> {

  private final BatchCut cut;
  private final int atOnce;
  private final SparkLayers layers;
  private final DistantRows whole;
  private final DistantRows last;

  /**
   * For a run.
   *
   * @param atOnce batches that are done as if they were one
   * @param inputs of an encoded example
   * @param layers hear of epochs and batches
   */
  DistantBatches(BatchCut cut, int atOnce, int inputs, SparkLayers layers) {
    this.cut = cut;
    this.atOnce = atOnce;
    this.layers = layers;
    this.whole = new DistantRows(cut.size(0, Math.min(atOnce, cut.count())), inputs);
    this.last = new DistantRows(cut.size((count() - 1) * atOnce, cut.count()), inputs);
  }

  @Override
  public int count() {
    return (cut.count() + atOnce - 1) / atOnce;
  }

  @Override
  public void startEpoch(int[] order_N, int[] negatives_N, long epochSeed) {
    startEpoch(0, order_N, negatives_N, epochSeed);
  }

  @Override
  public void startEpoch(int epoch, int[] order_N, int[] negatives_N, long epochSeed) {
    layers.start(epoch, order_N, negatives_N, epochSeed);
  }

  @Override
  public DistantRows batch(int index) {
    layers.startBatch(index * atOnce);
    return index == count() - 1 ? last : whole;
  }

  @Override
  public void close() {
    whole.close();
    last.close();
  }
}
