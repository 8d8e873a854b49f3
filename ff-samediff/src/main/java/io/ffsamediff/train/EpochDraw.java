package io.ffsamediff.train;

import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.NegativeSampler;
import io.ffsamediff.data.Permutations;

/**
 * What chance decides about an epoch.
 *
 * @param epoch number of the epoch, from 0
 * @param order_N order in which examples come
 * @param negatives_N label of each example's negative
 * @param augmentationSeed decides how each example is distorted
 */
record EpochDraw(int epoch, int[] order_N, int[] negatives_N, long augmentationSeed) {

  /** Draws from the epoch's own streams: the same whenever it is done. */
  static EpochDraw of(int epoch, Dataset data, NegativeSampler sampler, RandomStreams streams) {
    int[] negatives_N =
        sampler.sample(
            data.labels(), data.classes(), streams.stream(RandomStreams.NEGATIVES, epoch));
    int[] order_N = Permutations.of(data.size(), streams.stream(RandomStreams.ORDER, epoch));
    long seed = streams.stream(RandomStreams.AUGMENTATION, epoch).nextLong();
    return new EpochDraw(epoch, order_N, negatives_N, seed);
  }
}
