package io.ffsamediff.spark;

/*
 * Of the first m examples of an epoch's order, those below place x of the data set are m x / N, rounded
 * down: so the batches have their size to the example, and shares of nearly the same size have nearly as
 * many of each batch.
 */
/**
 * How the batches of an epoch are cut over the shares.
 *
 * @param examples examples N of all shares
 * @param batchSize examples of a batch; the last has what is left
 */
record BatchCut(int examples, int batchSize) {

  /** Fewer examples of a batch for a share would leave some with none. */
  static final int LEAST = 3;

  /** Batches of an epoch. */
  int count() {
    return (int) (((long) examples + batchSize - 1) / batchSize);
  }

  /** Examples of the batches {@code from} to {@code to - 1}, of all shares. */
  int size(int from, int to) {
    return Math.toIntExact(end(to) - end(from));
  }

  /** Examples of the first {@code batches} batches. */
  private long end(int batches) {
    return Math.min(examples, (long) batches * batchSize);
  }

  /** Examples that the share from {@code from} to {@code to - 1} has in the first batches. */
  int before(int batches, int from, int to) {
    long used = end(batches);
    return (int) (used * to / examples - used * from / examples);
  }
}
