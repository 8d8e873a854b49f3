package io.ffsamediff.data;

/**
 * A mini-batch encoded in the heap, made while the batch before it trains.
 *
 * @param images_PI normalised images, row after row, zeros where the label goes
 * @param heights_P normalised height of each image's label
 * @param positives_P label of each positive
 * @param negatives_P label of each negative
 */
record StagedPairs(float[] images_PI, float[] heights_P, int[] positives_P, int[] negatives_P) {

  /** Room for {@code pairs} images. */
  StagedPairs(int pairs, int width) {
    this(
        new float[Math.multiplyExact(pairs, width)],
        new float[pairs],
        new int[pairs],
        new int[pairs]);
  }

  /** Pairs of the batch whose first example is {@code order_N[from]}. */
  int pairs(int[] order_N, int from) {
    return Math.min(heights_P.length, order_N.length - from);
  }

  /**
   * Encodes the examples {@code order_N[batchStart + firstPair]} to {@code order_N[batchStart +
   * endPair - 1]}.
   *
   * @param order_N indices into {@code data}
   * @param epochSeed what chance does in the epoch
   * @param negatives_N label of each example's negative, indexed as {@code data}
   */
  void fill(
      Dataset data,
      ImageEncoder encoder,
      int[] order_N,
      int batchStart,
      int firstPair,
      int endPair,
      long epochSeed,
      int[] negatives_N) {
    int width = images_PI.length / heights_P.length;
    for (int pair = firstPair; pair < endPair; pair++) {
      int index = order_N[batchStart + pair];
      heights_P[pair] = encoder.encode(epochSeed, index, images_PI, pair * width);
      positives_P[pair] = data.label(index);
      negatives_P[pair] = negatives_N[index];
    }
  }
}
