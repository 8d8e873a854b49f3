package io.ffsamediff.spark;

import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Batches;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.PairRows;
import io.ffsamediff.data.PickedPairs;
import io.ffsamediff.data.RowEncoder;
import java.util.Arrays;
import java.util.Optional;

/**
 * A share's part of each batch: of a full batch all its examples, which stay; of others as many as
 * {@link BatchCut} has it, in the order in which the epoch has them.
 */
final class ShareBatches implements AutoCloseable {

  private static final int NONE = -1;

  private final ShardSpec spec;
  private final BatchCut cut;
  private final Optional<Batches<PairRows>> all;
  private final Optional<PickedPairs> picked;
  private int draw = NONE;
  private long epochSeed;
  private int[] order = new int[0];
  private int[] negatives = new int[0];

  /**
   * For a share.
   *
   * @param data its examples
   * @param blockRows rows of a block
   */
  ShareBatches(ShardSpec spec, RunConfig config, Dataset data, RowEncoder encoder, int blockRows) {
    this.spec = spec;
    this.cut = SparkRules.cut(config, Math.toIntExact(spec.allExamples()));
    boolean stays = cut.count() == 1 && config.augmentation() == null;
    this.all =
        stays
            ? Optional.of(Batches.of(data, encoder, Optional.empty(), data.size(), blockRows))
            : Optional.empty();
    this.picked =
        stays
            ? Optional.empty()
            : Optional.of(
                new PickedPairs(
                    data,
                    spec.from(),
                    encoder,
                    Optional.ofNullable(config.augmentation()),
                    blockRows));
  }

  /** How batches are cut. */
  BatchCut cut() {
    return cut;
  }

  /** This share's rows of a batch; none where it has no example of it. */
  Optional<PairRows> rows(EpochSent epoch, int batch) {
    start(epoch);
    if (all.isPresent()) {
      return Optional.of(all.get().batch(0));
    }
    int from = cut.before(batch, spec.from(), spec.to());
    int to = cut.before(batch + 1, spec.from(), spec.to());
    return from == to
        ? Optional.empty()
        : picked.map(pairs -> pairs.pick(order, from, to, epochSeed, negatives));
  }

  private void start(EpochSent epoch) {
    if (draw == epoch.draw()) {
      return;
    }
    draw = epoch.draw();
    epochSeed = epoch.augmentationSeed();
    byte[] negatives_N = epoch.negatives().value();
    negatives = new int[spec.examples()];
    for (int i = 0; i < negatives.length; i++) {
      negatives[i] = Byte.toUnsignedInt(negatives_N[spec.from() + i]);
    }
    order =
        Arrays.stream(epoch.order().value())
            .filter(example -> example >= spec.from() && example < spec.to())
            .map(example -> example - spec.from())
            .toArray();
    all.ifPresent(batches -> batches.startEpoch(order, negatives, epochSeed));
  }

  @Override
  public void close() {
    all.ifPresent(Batches::close);
    picked.ifPresent(PickedPairs::close);
  }
}
