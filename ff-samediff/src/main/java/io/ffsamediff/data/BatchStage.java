package io.ffsamediff.data;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Where a mini-batch is made, and the rows that take it over then. */
interface BatchStage<R extends LabelledRows> extends AutoCloseable {

  /**
   * Makes the batch of the examples from {@code order_N[from]} on; rows stay as they are.
   *
   * @param order_N order of the examples in the epoch
   * @param epochSeed what chance does in the epoch
   * @param negatives_N label of each example's negative
   */
  void fill(int[] order_N, int from, long epochSeed, int[] negatives_N);

  /**
   * The rows, which take over what was made last.
   *
   * @param isLast whether it is the last batch of an epoch, which may be smaller
   */
  R load(boolean isLast);

  @Override
  void close();

  /**
   * For images with labels.
   *
   * @param images encodes them, an encoder for each thread of the crew
   * @param crew shares a batch
   */
  static BatchStage<PairRows> ofPairs(
      Dataset data,
      RowEncoder encoder,
      List<ImageEncoder> images,
      Crew crew,
      int batchSize,
      int blockRows) {
    StagedPairs stage = new StagedPairs(batchSize, encoder.inputs());
    int left = data.size() % batchSize;
    PairRows whole = new PairRows(batchSize, encoder, blockRows);
    PairRows last = left == 0 ? whole : new PairRows(left, encoder, blockRows);
    return new Rows<>(
        whole, last, new PairFiller(data, stage, images, crew)::fill, rows -> rows.load(stage));
  }

  /** For images and hybrids of them, without labels. */
  static BatchStage<HybridRows> ofHybrids(
      Dataset data,
      RowEncoder encoder,
      Optional<Augmenter> augmenter,
      HybridMask mask,
      int batchSize,
      int blockRows) {
    PixelSource pixels =
        augmenter.map(PixelSource::distorted).orElseGet(() -> PixelSource.plain(data));
    int room = Math.min(batchSize, data.size());
    StagedHybrids stage = new StagedHybrids(room, data, encoder, pixels, mask);
    int left = data.size() % room;
    HybridRows whole = new HybridRows(room, encoder.inputs(), blockRows);
    HybridRows last = left == 0 ? whole : new HybridRows(left, encoder.inputs(), blockRows);
    return new Rows<>(
        whole,
        last,
        (order_N, from, seed, negatives_N) -> stage.fill(order_N, from, seed),
        rows -> rows.load(stage));
  }

  /** Makes a batch, as {@link BatchStage#fill}. */
  @FunctionalInterface
  interface Filler {

    /** Makes the batch. */
    void fill(int[] order_N, int from, long epochSeed, int[] negatives_N);
  }

  /**
   * A stage with the rows of whole batches and of the last one.
   *
   * @param whole rows of all batches but perhaps the last
   * @param last rows of the last batch
   * @param filler makes a batch
   * @param loader has rows take it over
   */
  record Rows<R extends LabelledRows>(R whole, R last, Filler filler, Consumer<R> loader)
      implements BatchStage<R> {

    @Override
    public void fill(int[] order_N, int from, long epochSeed, int[] negatives_N) {
      filler.fill(order_N, from, epochSeed, negatives_N);
    }

    @Override
    public R load(boolean isLast) {
      R rows = isLast ? last : whole;
      loader.accept(rows);
      return rows;
    }

    @Override
    public void close() {
      whole.close();
      last.close();
    }
  }
}
