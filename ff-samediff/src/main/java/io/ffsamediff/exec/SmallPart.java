package io.ffsamediff.exec;

import io.ffsamediff.data.HostArrays;
import io.ffsamediff.data.PairBlocks;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerParameters;
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
  private final SlicedProduct product;
  private final SlicedProduct gradient;
  private final FloatBuffer gradient_P;
  private final int biasStart;
  private final SmallRows rows;
  private final float[] sum_O;
  private final float[] addend_O;

  /**
   * Prepares a share.
   *
   * @param gradient receives the gradient
   * @param batch one block
   * @param z_BO product of the whole batch, then the gradient by it
   */
  SmallPart(
      SmallShare share,
      LayerParameters parameters,
      LayerParameters gradient,
      RowBlocks batch,
      INDArray z_BO,
      INDArray inverseRows_11,
      Optional<PeerNormalizer> peers) {
    INDArray x_BI = SmallBatch.inputs(batch);
    Optional<PairBlocks> pairs = SmallBatch.pairs(batch);
    this.share = share;
    this.units = parameters.spec().units();
    this.firstLabel = pairs.map(PairBlocks::labelOffset).orElse(0);
    this.labels = pairs.map(PairBlocks::classes).orElse(0);
    this.biased = parameters.bias().isPresent();
    this.biasStart = parameters.spec().inputs() * units;
    this.product =
        SlicedProduct.ofUnits(x_BI, parameters.kernel(), z_BO, share.fromUnit(), share.toUnit());
    this.gradient =
        SlicedProduct.ofInputs(x_BI, z_BO, gradient.kernel(), share.fromInput(), share.toInput());
    this.gradient_P = HostArrays.floats(gradient.flat());
    this.rows = new SmallRows(share, parameters, batch, z_BO, inverseRows_11, peers);
    this.sum_O = new float[units];
    this.addend_O = new float[units];
  }

  /** The thread's units of the product. */
  void multiply() {
    product.run(false);
  }

  /** What happens between the products to the thread's rows. */
  SmallRows rows() {
    return rows;
  }

  /**
   * The gradient of the thread's inputs and, for the last thread, of the biases.
   *
   * @param accumulate whether it is added to what is there
   * @param all all threads' shares
   */
  void differentiate(boolean accumulate, List<SmallPart> all) {
    gradient.run(accumulate);
    for (int label = 0; label < labels; label++) {
      int input = firstLabel + label;
      if (input >= share.fromInput() && input < share.toInput()) {
        addSums(LayerGraph.LABEL_KERNEL_GRADIENT, label * units, input * units, true, all);
      }
    }
    if (share.last() && biased) {
      addSums(LayerGraph.BIAS_GRADIENT, 0, biasStart, accumulate, all);
    }
  }

  /** Adds up the rows' sums at {@code from} into the gradient at {@code to}. */
  private void addSums(String name, int from, int to, boolean accumulate, List<SmallPart> all) {
    if (accumulate) {
      gradient_P.get(to, sum_O);
    } else {
      Arrays.fill(sum_O, 0);
    }
    for (int part = 0; part < all.size(); part++) {
      Objects.requireNonNull(all.get(part).rows.sum(name)).get(from, addend_O);
      RowArithmetic.add(sum_O, addend_O);
    }
    gradient_P.put(to, sum_O);
  }

  /** Updates the weights of the thread's inputs and, for the last thread, the biases. */
  void update(UpdaterStep updater) {
    int end = share.last() && biased ? biasStart + units : share.toInput() * units;
    updater.update(share.part(), share.fromInput() * units, end);
  }

  @Override
  public void close() {
    rows.close();
  }
}
