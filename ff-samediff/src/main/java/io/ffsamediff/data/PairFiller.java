package io.ffsamediff.data;

import java.util.List;

/**
 * Encodes mini-batches of distorted images, each thread of a crew a share of the pairs. What
 * becomes of an example does not depend on the thread.
 */
final class PairFiller implements Crew.Work {

  private final Dataset data;
  private final StagedPairs stage;
  private final List<ImageEncoder> encoders;
  private final Crew crew;
  private int[] order_N = new int[0];
  private int[] negatives_N = new int[0];
  private int batchStart;
  private long epochSeed;

  /**
   * For batches in {@code stage}.
   *
   * @param encoders one for each thread
   */
  PairFiller(Dataset data, StagedPairs stage, List<ImageEncoder> encoders, Crew crew) {
    this.data = data;
    this.stage = stage;
    this.encoders = List.copyOf(encoders);
    this.crew = crew;
  }

  /** As {@link BatchStage#fill}. */
  void fill(int[] order_N, int from, long epochSeed, int[] negatives_N) {
    this.order_N = order_N;
    this.batchStart = from;
    this.epochSeed = epochSeed;
    this.negatives_N = negatives_N;
    crew.spread(this, stage.pairs(order_N, from));
  }

  @Override
  public void run(int part, int from, int to) {
    stage.fill(data, encoders.get(part), order_N, batchStart, from, to, epochSeed, negatives_N);
  }
}
