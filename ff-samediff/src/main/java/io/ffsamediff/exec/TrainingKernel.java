package io.ffsamediff.exec;

import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerSpec;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;

/*
 * The formulas are those of GoodnessLoss and LocalGradient; a row's coefficient c takes in all that
 * its units share, so that dz = c h is one multiplication a unit. Sums over rows are kept for each
 * part and added in the order of the parts.
 */
/** What the training of rows and of pairs have in common. */
abstract class TrainingKernel extends RowKernel {

  private final Set<String> accumulated;
  private final double goodnessScale;
  private final double threshold;
  private final Part[] parts;
  private FloatBuffer product_BO = FloatBuffer.allocate(0);
  private FloatBuffer dz_BO = FloatBuffer.allocate(0);
  private double inverseRows;

  /** The rows and sums of a part of a pass. */
  static final class Part {
    final float[] z_O;
    final float[] h_O;
    final float[] dz_O;
    final float[] biasGradient_O;
    float[][] labelGradient_CO = new float[0][];
    double lossSum;
    double goodnessSum;
    double goodnessContrast;

    Part(int units) {
      z_O = new float[units];
      h_O = new float[units];
      dz_O = new float[units];
      biasGradient_O = new float[units];
    }

    void clear() {
      lossSum = 0;
      goodnessSum = 0;
      goodnessContrast = 0;
      Arrays.fill(biasGradient_O, 0);
      for (float[] row_O : labelGradient_CO) {
        Arrays.fill(row_O, 0);
      }
    }

    void add(Part other) {
      lossSum += other.lossSum;
      goodnessSum += other.goodnessSum;
      goodnessContrast += other.goodnessContrast;
      RowArithmetic.add(biasGradient_O, other.biasGradient_O);
      for (int label = 0; label < labelGradient_CO.length; label++) {
        RowArithmetic.add(labelGradient_CO[label], other.labelGradient_CO[label]);
      }
    }
  }

  TrainingKernel(TrainingChain chain, Set<String> accumulated) {
    super(chain.spec(), chain.team(), chain);
    LayerSpec spec = chain.spec();
    this.accumulated = Set.copyOf(accumulated);
    this.goodnessScale = spec.goodnessScale();
    this.threshold = spec.threshold();
    this.parts = new Part[largestParts()];
    Arrays.setAll(parts, part -> new Part(spec.units()));
  }

  @Override
  void begin(int partCount) {
    product_BO = input(LayerGraph.PRODUCT);
    dz_BO = Objects.requireNonNull(output(LayerGraph.PRE_ACTIVATION_GRADIENT));
    inverseRows = input(LayerGraph.INVERSE_ROWS).get(0);
    for (Part part : parts) {
      if (part.labelGradient_CO.length != labels()) {
        part.labelGradient_CO = new float[labels()][units()];
      }
    }
  }

  @Override
  public final void run(int part, int from, int to) {
    Part own = parts[part];
    own.clear();
    for (int row = from; row < to; row++) {
      readRow(product_BO, row, own.z_O);
      train(row, own);
      RowArithmetic.add(own.biasGradient_O, own.dz_O);
      dz_BO.put(row * own.dz_O.length, own.dz_O);
    }
  }

  /** Turns {@code part.z_O} into {@code part.dz_O} and takes the row into the part's sums. */
  abstract void train(int row, Part part);

  /**
   * Judges activations: adds goodness and loss to the sums.
   *
   * @param polarity +1 or -1
   * @return the coefficient c of {@code dz = c h}
   */
  final float judge(Part part, float[] h_O, double polarity) {
    double goodness = goodnessScale * RowArithmetic.squares(h_O);
    double margin = polarity * (threshold - goodness);
    double tail = Math.exp(-Math.abs(margin));
    // log1p would keep the last digits of a loss below 1e-8; it is ten times slower.
    part.lossSum += Math.max(margin, 0) + Math.log(1 + tail);
    part.goodnessSum += goodness;
    part.goodnessContrast += polarity * goodness;
    double sigmoid = (margin >= 0 ? 1 : tail) / (1 + tail);
    return (float) (-polarity * sigmoid * 2 * goodnessScale * inverseRows);
  }

  @Override
  final void end(int partCount) {
    Part sum = parts[0];
    for (int part = 1; part < partCount; part++) {
      sum.add(parts[part]);
    }
    write(LayerGraph.LOSS_SUM, sum.lossSum);
    write(LayerGraph.GOODNESS_SUM, sum.goodnessSum);
    write(LayerGraph.GOODNESS_CONTRAST, sum.goodnessContrast);
    write(LayerGraph.BIAS_GRADIENT, 0, sum.biasGradient_O, sum.z_O);
    for (int label = 0; label < labels(); label++) {
      write(
          LayerGraph.LABEL_KERNEL_GRADIENT, label * units(), sum.labelGradient_CO[label], sum.z_O);
    }
  }

  private void write(String name, double value) {
    FloatBuffer target = output(name);
    if (target != null) {
      double before = accumulated.contains(name) ? target.get(0) : 0;
      target.put(0, (float) (before + value));
    }
  }

  private void write(String name, int start, float[] values_O, float[] scratch_O) {
    FloatBuffer target = output(name);
    if (target == null) {
      return;
    }
    if (accumulated.contains(name)) {
      target.get(start, scratch_O);
      RowArithmetic.add(values_O, scratch_O);
    }
    target.put(start, values_O);
  }
}
