package io.ffsamediff.spark;

import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;

/**
 * What chance decides about an epoch, on its way to the shares.
 *
 * @param draw tells epochs, and resumed ones, apart
 * @param epoch number of the epoch, from 0
 * @param negatives label of each example's negative
 * @param order order in which examples come; empty where a batch is all of them
 * @param augmentationSeed decides how each example is distorted
 */
record EpochSent(
    int draw, int epoch, Broadcast<byte[]> negatives, Broadcast<int[]> order, long augmentationSeed)
    implements Serializable {

  /** Has it fetched, where it is not here yet. */
  void fetch() {
    negatives.value();
    order.value();
  }

  /** Takes it back from all machines. */
  void destroy() {
    negatives.destroy();
    order.destroy();
  }
}
