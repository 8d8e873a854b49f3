package io.ffsamediff.data;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Batches of a fixed number of examples; the next one is encoded while the present one trains. */
final class MiniBatches implements Batches {

  private final Dataset data;
  private final ImageEncoder encoder;
  private final int batchSize;
  private final PairRows whole;
  private final PairRows last;
  private final StagedPairs stage;
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

  MiniBatches(
      Dataset data,
      RowEncoder encoder,
      Optional<Augmenter> augmenter,
      int batchSize,
      int blockRows) {
    this.data = data;
    this.encoder =
        augmenter
            .map(distorter -> ImageEncoder.distorted(data, encoder, distorter))
            .orElseGet(() -> ImageEncoder.plain(data, encoder));
    this.batchSize = batchSize;
    int left = data.size() % batchSize;
    this.whole = new PairRows(batchSize, encoder, blockRows);
    this.last = left == 0 ? whole : new PairRows(left, encoder, blockRows);
    this.stage = new StagedPairs(batchSize, encoder.inputs());
  }

  @Override
  public int count() {
    return (data.size() + batchSize - 1) / batchSize;
  }

  @Override
  public void startEpoch(int[] order_N, int[] negatives_N, long epochSeed) {
    awaitStage();
    this.order_N = order_N.clone();
    this.negatives_N = negatives_N.clone();
    this.epochSeed = epochSeed;
  }

  @Override
  public PairRows batch(int index) {
    Staging present = staging;
    if (present == null || present.index() != index) {
      awaitStage();
      present = stage(index);
    }
    present.done().join();
    PairRows rows = index == count() - 1 ? last : whole;
    rows.load(stage);
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
            () -> stage.fill(data, encoder, order, index * batchSize, seed, negatives), ahead));
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
    whole.close();
    last.close();
  }
}
