package io.ffsamediff.data;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Batches of a fixed number of examples, each made when it is asked for or while the one before it
 * trains.
 */
final class MiniBatches<R extends LabelledRows> implements Batches<R> {

  private final int examples;
  private final int batchSize;
  private final BatchStage<R> stage;
  private final boolean workAhead;
  private final ExecutorService ahead =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "ff-next-batch");
            thread.setDaemon(true);
            return thread;
          });
  private int[] order_N = new int[0];
  private int[] negatives_N = new int[0];
  private long epochSeed;
  private @Nullable Staging staging;

  /** A batch that is being encoded. */
  private record Staging(int index, CompletableFuture<Void> done) {}

  private MiniBatches(int examples, int batchSize, BatchStage<R> stage, boolean workAhead) {
    this.examples = examples;
    this.batchSize = batchSize;
    this.stage = stage;
    this.workAhead = workAhead;
  }

  /**
   * Batches of {@code batchSize} of {@code examples} examples, each made by a thread of its own
   * while the one before it trains.
   *
   * @param stage where they are made; closed with this
   */
  static <R extends LabelledRows> MiniBatches<R> ahead(
      int examples, int batchSize, BatchStage<R> stage) {
    return new MiniBatches<>(examples, batchSize, stage, true);
  }

  /**
   * Batches of {@code batchSize} of {@code examples} examples, each made when it is asked for.
   *
   * @param stage where they are made; closed with this
   */
  static <R extends LabelledRows> MiniBatches<R> inTurn(
      int examples, int batchSize, BatchStage<R> stage) {
    return new MiniBatches<>(examples, batchSize, stage, false);
  }

  @Override
  public int count() {
    return (examples + batchSize - 1) / batchSize;
  }

  @Override
  public void startEpoch(int[] order_N, int[] negatives_N, long epochSeed) {
    awaitStage();
    this.order_N = order_N.clone();
    this.negatives_N = negatives_N.clone();
    this.epochSeed = epochSeed;
  }

  @Override
  public R batch(int index) {
    if (!workAhead) {
      stage.fill(order_N, index * batchSize, epochSeed, negatives_N);
      return stage.load(index == count() - 1);
    }
    Staging present = staging;
    if (present == null || present.index() != index) {
      awaitStage();
      present = stage(index);
    }
    present.done().join();
    R rows = stage.load(index == count() - 1);
    staging = index + 1 < count() ? stage(index + 1) : null;
    return rows;
  }

  private Staging stage(int index) {
    int[] order = order_N;
    int[] negatives = negatives_N;
    long seed = epochSeed;
    return new Staging(
        index,
        CompletableFuture.runAsync(
            () -> stage.fill(order, index * batchSize, seed, negatives), ahead));
  }

  /** Waits until nothing writes to the stage, and forgets what it holds. */
  private void awaitStage() {
    if (staging != null) {
      staging.done().join();
      staging = null;
    }
  }

  @Override
  public void close() {
    ahead.shutdown();
    stage.close();
  }
}
