package io.ffsamediff.data;

import io.ffsamediff.config.AugmentationConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Batches of examples that are named one by one, where these are a part of a data set. */
public final class PickedPairs implements AutoCloseable {

  private final Dataset part;
  private final RowEncoder encoder;
  private final ImageEncoder images;
  private final int blockRows;
  private final Map<Integer, PairRows> rows = new HashMap<>();
  private StagedPairs stage;

  /**
   * No batch yet.
   *
   * @param part the examples
   * @param first number of the first of them in the data set, by which images are distorted
   * @param distortion distorts images, anew in each epoch
   * @param blockRows rows of a block
   */
  public PickedPairs(
      Dataset part,
      int first,
      RowEncoder encoder,
      Optional<AugmentationConfig> distortion,
      int blockRows) {
    this.part = part;
    this.encoder = encoder;
    this.blockRows = blockRows;
    this.stage = new StagedPairs(1, encoder.inputs());
    this.images =
        distortion.isPresent()
            ? ImageEncoder.distorted(encoder, new Augmenter(distortion.get(), part), first)
            : ImageEncoder.plain(part, encoder);
  }

  /**
   * Makes a batch of the examples {@code picked[from]} to {@code picked[to - 1]}, at least one.
   *
   * @param picked numbers in the part
   * @param epochSeed what chance does in the epoch
   * @param negatives label of each example's negative, indexed as the part
   * @return the same object for all batches of one size
   */
  public PairRows pick(int[] picked, int from, int to, long epochSeed, int[] negatives) {
    int count = to - from;
    if (stage.heights_P().length < count) {
      stage = new StagedPairs(count, encoder.inputs());
    }
    stage.fill(part, images, picked, from, 0, count, epochSeed, negatives);
    PairRows batch = rows.computeIfAbsent(count, size -> new PairRows(size, encoder, blockRows));
    batch.load(stage);
    return batch;
  }

  @Override
  public void close() {
    rows.values().forEach(PairRows::close);
  }
}
