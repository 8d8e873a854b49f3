package io.ffsamediff.exec;

import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerSpec;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;

/*
 * The formulas are those of GoodnessLoss and LocalGradient; a row's coefficient c takes in all that
 * its units share, so that dz = c h is one multiplication a unit. Sums over rows are
 * doubles, or floats over the rows of a block.
 */
/** What the training of rows and of pairs have in common. */
abstract class TrainingKernel extends RowKernel {

  private final Set<String> accumulated;
  private final double goodnessScale;
  private final double threshold;
  private final float[] dz_O;
  private final float[] biasGradient_O;
  private final float[] scratch_O;
  private float[][] labelGradient_CO = new float[0][];
  private FloatBuffer dz_BO = FloatBuffer.allocate(0);
  private double inverseRows;
  private double lossSum;
  private double goodnessSum;
  private double goodnessContrast;

  TrainingKernel(TrainingChain chain, Set<String> accumulated) {
    super(chain.spec(), chain);
    LayerSpec spec = chain.spec();
    this.accumulated = Set.copyOf(accumulated);
    this.goodnessScale = spec.goodnessScale();
    this.threshold = spec.threshold();
    this.dz_O = new float[spec.units()];
    this.biasGradient_O = new float[spec.units()];
    this.scratch_O = new float[spec.units()];
  }

  @Override
  void begin() {
    dz_BO = Objects.requireNonNull(output(LayerGraph.PRE_ACTIVATION_GRADIENT));
    inverseRows = input(LayerGraph.INVERSE_ROWS).get(0);
    lossSum = 0;
    goodnessSum = 0;
    goodnessContrast = 0;
    Arrays.fill(biasGradient_O, 0);
    if (labelGradient_CO.length != labels()) {
      labelGradient_CO = new float[labels()][units()];
    }
    for (float[] row_O : labelGradient_CO) {
      Arrays.fill(row_O, 0);
    }
  }

  @Override
  final void run(int row, float[] z_O, float[] h_O) {
    train(row, z_O, h_O, dz_O);
    RowArithmetic.add(biasGradient_O, dz_O);
    dz_BO.put(row * dz_O.length, dz_O);
  }

  /**
   * Takes a row into the sums.
   *
   * @param z_O {@code (x W)_row + b}, without labels
   * @param h_O room for activations
   * @param dz_O receives the gradient by pre-activations
   */
  abstract void train(int row, float[] z_O, float[] h_O, float[] dz_O);

  /**
   * Judges activations: adds goodness and loss to the sums.
   *
   * @param polarity +1 or -1
   * @return the coefficient c of {@code dz = c h}
   */
  final float judge(float[] h_O, double polarity) {
    double goodness = goodnessScale * RowArithmetic.squares(h_O);
    double margin = polarity * (threshold - goodness);
    double tail = Math.exp(-Math.abs(margin));
    // log1p would keep the last digits of a loss below 1e-8; it is ten times slower.
    lossSum += Math.max(margin, 0) + Math.log(1 + tail);
    goodnessSum += goodness;
    goodnessContrast += polarity * goodness;
    double sigmoid = (margin >= 0 ? 1 : tail) / (1 + tail);
    return (float) (-polarity * sigmoid * 2 * goodnessScale * inverseRows);
  }

  /** Adds {@code factor h_O} to the gradient of the kernel's row of {@code label}. */
  final void addLabelGradient(int label, float factor, float[] h_O) {
    RowArithmetic.addScaled(labelGradient_CO[label], factor, h_O);
  }

  @Override
  final void end() {
    write(LayerGraph.LOSS_SUM, lossSum);
    write(LayerGraph.GOODNESS_SUM, goodnessSum);
    write(LayerGraph.GOODNESS_CONTRAST, goodnessContrast);
    write(LayerGraph.BIAS_GRADIENT, 0, biasGradient_O);
    for (int label = 0; label < labels(); label++) {
      write(LayerGraph.LABEL_KERNEL_GRADIENT, label * units(), labelGradient_CO[label]);
    }
  }

  private void write(String name, double value) {
    FloatBuffer target = output(name);
    if (target != null) {
      double before = accumulated.contains(name) ? target.get(0) : 0;
      target.put(0, (float) (before + value));
    }
  }

  private void write(String name, int start, float[] values_O) {
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
