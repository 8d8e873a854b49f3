package io.ffsamediff.exec;

import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerSpec;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/*
 * The formulas are those of GoodnessLoss and LocalGradient; a row's coefficient c takes in all that
 * its units share, so that dz = c h is one multiplication a unit. Sums over rows are
 * doubles, or floats over the rows of a block.
 */
/** What the training of rows and of pairs have in common. */
abstract class TrainingKernel extends RowKernel {

  private final Set<String> accumulated;
  private final RowLoss loss;
  private final float[] biasGradient_O;
  private final float[] activity_O;
  private final float[] pull_O;
  private final float[] scratch_O;
  private float[][] labelGradient_CO = new float[0][];
  private FloatBuffer dz_BO = FloatBuffer.allocate(0);

  TrainingKernel(TrainingChain chain, Set<String> accumulated) {
    super(chain.spec(), chain);
    LayerSpec spec = chain.spec();
    this.accumulated = Set.copyOf(accumulated);
    this.loss = RowLoss.of(spec);
    this.biasGradient_O = new float[spec.units()];
    this.activity_O = new float[spec.units()];
    this.pull_O = new float[spec.units()];
    this.scratch_O = new float[spec.units()];
  }

  @Override
  void begin() {
    dz_BO = Objects.requireNonNull(output(LayerGraph.PRE_ACTIVATION_GRADIENT));
    loss.begin(input(LayerGraph.INVERSE_ROWS).get(0));
    Arrays.fill(biasGradient_O, 0);
    if (spec().normalizesPeers()) {
      Arrays.fill(activity_O, 0);
      input(LayerGraph.PEER_PULL).get(0, scratch_O);
      RowArithmetic.scale(pull_O, input(LayerGraph.INVERSE_ROWS).get(0), scratch_O);
    }
    if (labelGradient_CO.length != labels()) {
      labelGradient_CO = new float[labels()][units()];
    }
    for (float[] row_O : labelGradient_CO) {
      Arrays.fill(row_O, 0);
    }
  }

  /** The loss. */
  final RowLoss loss() {
    return loss;
  }

  /** Takes the activations of a positive into the sums and adds its pull to {@code dz_O}. */
  final void normalizePeers(float[] h_O, float[] dz_O) {
    if (spec().normalizesPeers()) {
      RowArithmetic.add(activity_O, h_O);
      RowArithmetic.add(dz_O, pull_O);
    }
  }

  /** Writes the gradient of a row and adds it to that of the biases. */
  final void put(int row, float[] dz_O) {
    RowArithmetic.add(biasGradient_O, dz_O);
    dz_BO.put(row * dz_O.length, dz_O);
  }

  /** Writes the next layer's input of a row, where it is wanted. */
  final void handOn(@Nullable FloatBuffer normalized_BO, int row, float[] h_O, double squares) {
    if (normalized_BO != null) {
      RowArithmetic.scale(scratch_O, (float) (1 / length(squares)), h_O);
      normalized_BO.put(row * h_O.length, scratch_O);
    }
  }

  /** Adds {@code factor side_O} to the gradient of the kernel's row of {@code label}. */
  final void addLabelGradient(int label, float factor, float[] side_O) {
    RowArithmetic.addScaled(labelGradient_CO[label], factor, side_O);
  }

  @Override
  final void end() {
    write(LayerGraph.LOSS_SUM, loss.sum());
    write(LayerGraph.GOODNESS_SUM, loss.goodnessSum());
    write(LayerGraph.GOODNESS_CONTRAST, loss.goodnessContrast());
    write(LayerGraph.BIAS_GRADIENT, 0, biasGradient_O);
    write(LayerGraph.ACTIVITY_SUM, 0, activity_O);
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
