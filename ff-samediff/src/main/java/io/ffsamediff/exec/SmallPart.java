package io.ffsamediff.exec;

import io.ffsamediff.data.PairBlocks;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerParameters;
import io.ffsamediff.graph.LayerSpec;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One thread's share of a small batch: its slices of the products, and its rows between them. */
final class SmallPart implements AutoCloseable {

  private final SmallShare share;
  private final int units;
  private final int firstLabel;
  private final int labels;
  private final boolean biased;
  private final int biasStart;
  private final SmallGradient gradient;
  private final SmallRows rows;
  private final float[] sum_U;
  private final float[] addend_U;

  /**
   * Prepares a share.
   *
   * @param precision of the products
   * @param penalty holds the penalties' gradient, where there are penalties
   * @param batch one block
   * @param z_BO product of the whole batch, then the gradient by it
   * @param peers the layer's peer normalisation, where it has one
   */
  SmallPart(
      SmallShare share,
      SmallPrecision precision,
      LayerParameters parameters,
      LayerParameters penalty,
      RowBlocks batch,
      INDArray z_BO,
      INDArray inverseRows_11,
      Optional<PeerNormalizer> peers) {
    Optional<PairBlocks> pairs = SmallBatch.pairs(batch);
    LayerSpec spec = parameters.spec();
    this.share = share;
    this.units = spec.units();
    this.firstLabel = pairs.map(PairBlocks::labelOffset).orElse(0);
    this.labels = pairs.map(PairBlocks::classes).orElse(0);
    this.biased = parameters.bias().isPresent();
    this.biasStart = spec.inputs() * units;
    INDArray x_BI = SmallBatch.inputs(batch);
    this.gradient =
        new SmallGradient(
            spec,
            (gradient_TU, tiles) -> precision.products(share, x_BI, z_BO, gradient_TU, tiles),
            penalty,
            share.fromUnit(),
            share.toUnit());
    this.rows = new SmallRows(share, parameters, batch, z_BO, inverseRows_11, peers);
    this.sum_U = new float[share.toUnit() - share.fromUnit()];
    this.addend_U = new float[sum_U.length];
  }

  /** The thread's units of the product. */
  void multiply(int revision, int iteration) {
    gradient.products().multiply(revision, iteration);
  }

  /** What happens between the products to the thread's rows. */
  SmallRows rows() {
    return rows;
  }

  /**
   * The gradient and the update of the thread's units.
   *
   * @param penalised whether the penalties' gradient is added
   * @param all all threads' shares
   */
  void update(UpdaterStep updater, boolean penalised, List<SmallPart> all) {
    gradient.update(
        updater,
        share.part(),
        all.size(),
        penalised,
        (input, row_U) -> addLabel(input, row_U, all));
    if (biased) {
      Arrays.fill(sum_U, 0);
      addSums(LayerGraph.BIAS_GRADIENT, 0, sum_U, all);
      gradient.update(updater, share.part(), penalised, biasStart + share.fromUnit(), sum_U);
    }
  }

  /** The product knows nothing of labels, since the images are zero there. */
  private void addLabel(int input, float[] row_U, List<SmallPart> all) {
    int label = input - firstLabel;
    if (label >= 0 && label < labels) {
      addSums(LayerGraph.LABEL_KERNEL_GRADIENT, label * units, row_U, all);
    }
  }

  /** Adds up the rows' sums of the thread's units, which begin at {@code from}. */
  private void addSums(String name, int from, float[] to_U, List<SmallPart> all) {
    for (int part = 0; part < all.size(); part++) {
      FloatBuffer sums = Objects.requireNonNull(all.get(part).rows.sum(name));
      sums.get(from + share.fromUnit(), addend_U);
      RowArithmetic.add(to_U, addend_U);
    }
  }

  @Override
  public void close() {
    rows.close();
    gradient.close();
  }
}
