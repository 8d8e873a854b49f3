package io.ffsamediff.data;

import io.ffsamediff.config.AugmentationConfig;
import io.ffsamediff.config.NegativesConfig;
import io.ffsamediff.config.RunConfig;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The batches of an epoch. The rows of a batch live in buffers that the next batch may take over.
 */
public interface Batches<R extends LabelledRows> extends AutoCloseable {

  /** Batches of an epoch. */
  int count();

  /**
   * Prepares an epoch.
   *
   * @param order_N order in which examples come; a full batch ignores it
   * @param negatives_N label of each example's negative, indexed as the data set
   * @param epochSeed decides, with an example's index, how the example is distorted
   */
  void startEpoch(int[] order_N, int[] negatives_N, long epochSeed);

  /**
   * The same, told which epoch of the run it is.
   *
   * @param epoch its number, from 0
   */
  default void startEpoch(int epoch, int[] order_N, int[] negatives_N, long epochSeed) {
    startEpoch(order_N, negatives_N, epochSeed);
  }

  /** The rows of batch {@code index}; the same object for all batches of one size. */
  R batch(int index);

  @Override
  void close();

  /**
   * Batches of {@code batchSize} examples, the last one of what is left.
   *
   * @param distortion distorts images, anew in each epoch, which it does not do to a full batch:
   *     the examples then are one mini-batch
   * @param batchSize positives of a batch; all of {@code data} for a full batch
   * @param blockRows rows of a block
   * @param crew what is idle while a batch is waited for: it encodes the images
   */
  static Batches<PairRows> of(
      Dataset data,
      RowEncoder encoder,
      Optional<AugmentationConfig> distortion,
      int batchSize,
      int blockRows,
      Crew crew) {
    if (distortion.isEmpty() && batchSize >= data.size()) {
      return new FullBatch(data, encoder, blockRows);
    }
    BatchStage<PairRows> stage =
        BatchStage.ofPairs(
            data,
            encoder,
            encoders(data, encoder, distortion, crew.size()),
            crew,
            batchSize,
            blockRows);
    // A thread of its own would take the processor from the crew; a crew of one leaves others idle.
    return crew.size() > 1
        ? MiniBatches.inTurn(data.size(), batchSize, stage)
        : MiniBatches.ahead(data.size(), batchSize, stage);
  }

  private static List<ImageEncoder> encoders(
      Dataset data, RowEncoder encoder, Optional<AugmentationConfig> distortion, int threads) {
    return distortion.isEmpty()
        ? Collections.nCopies(threads, ImageEncoder.plain(data, encoder))
        : Augmenter.of(distortion.get(), data, threads).stream()
            .map(augmenter -> ImageEncoder.distorted(encoder, augmenter))
            .toList();
  }

  /** As {@link #of(Dataset, RowEncoder, Optional, int, int, Crew)}, by the caller alone. */
  static Batches<PairRows> of(
      Dataset data,
      RowEncoder encoder,
      Optional<AugmentationConfig> distortion,
      int batchSize,
      int blockRows) {
    return of(data, encoder, distortion, batchSize, blockRows, new LoneThread());
  }

  /**
   * Batches of {@code batchSize} examples, the last one of what is left, and as many hybrids, made
   * anew in each epoch.
   *
   * @param encoder puts no label into an example
   * @param mask what mixes images
   */
  static Batches<HybridRows> ofHybrids(
      Dataset data,
      RowEncoder encoder,
      Optional<Augmenter> augmenter,
      HybridMask mask,
      int batchSize,
      int blockRows) {
    return MiniBatches.ahead(
        data.size(),
        batchSize,
        BatchStage.ofHybrids(data, encoder, augmenter, mask, batchSize, blockRows));
  }

  /**
   * The batches that {@code run} asks for.
   *
   * @param crew as above
   */
  static Batches<? extends LabelledRows> of(
      RunConfig run, Dataset data, RowEncoder encoder, int blockRows, Crew crew) {
    Optional<AugmentationConfig> distortion = Optional.ofNullable(run.augmentation());
    int batchSize = run.training().batchSize().of(data.size());
    if (run.negatives() instanceof NegativesConfig.Hybrid hybrid) {
      HybridMask mask = new HybridMask(data.height(), data.width(), hybrid.blurs());
      Optional<Augmenter> augmenter = distortion.map(config -> new Augmenter(config, data));
      return ofHybrids(data, encoder, augmenter, mask, batchSize, blockRows);
    }
    return of(data, encoder, distortion, batchSize, blockRows, crew);
  }
}
