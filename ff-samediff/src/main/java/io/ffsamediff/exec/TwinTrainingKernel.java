package io.ffsamediff.exec;

import io.ffsamediff.graph.LayerGraph;
import java.nio.FloatBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Training of rows that carry their labels, judged in pairs: the first half are positives, the
 * second half their negatives.
 */
final class TwinTrainingKernel extends TrainingKernel {

  private final float[] zNegative_O;
  private final float[] zPositive_O;
  private final float[] hNegative_O;
  private final float[] hPositive_O;
  private final float[] dz_O;
  private @Nullable FloatBuffer normalized_BO;
  private int from;
  private int to = Integer.MAX_VALUE;

  TwinTrainingKernel(TrainingChain chain, Set<String> accumulated) {
    super(chain, accumulated);
    this.zNegative_O = new float[units()];
    this.zPositive_O = new float[units()];
    this.hNegative_O = new float[units()];
    this.hPositive_O = new float[units()];
    this.dz_O = new float[units()];
  }

  /** Does only the pairs {@code from} (inclusive) to {@code to} (exclusive) from now on. */
  void limit(int from, int to) {
    this.from = from;
    this.to = to;
  }

  @Override
  void begin() {
    super.begin();
    normalized_BO = output(LayerGraph.NORMALIZED);
  }

  @Override
  void runRows(int rows) {
    FloatBuffer product_BO = input(LayerGraph.PRODUCT);
    int pairs = rows / 2;
    for (int pair = from; pair < Math.min(to, pairs); pair++) {
      load(product_BO, pair, zPositive_O);
      load(product_BO, pairs + pair, zNegative_O);
      train(pair, pairs + pair);
    }
  }

  private void train(int positive, int negative) {
    RowArithmetic.rectify(hPositive_O, zPositive_O);
    RowArithmetic.rectify(hNegative_O, zNegative_O);
    double squaresPositive = RowArithmetic.squares(hPositive_O);
    double squaresNegative = RowArithmetic.squares(hNegative_O);
    float coefficient = loss().judgePair(squaresPositive, squaresNegative);
    RowArithmetic.scale(dz_O, coefficient, hPositive_O);
    normalizePeers(hPositive_O, dz_O);
    put(positive, dz_O);
    RowArithmetic.scale(dz_O, -coefficient, hNegative_O);
    put(negative, dz_O);
    handOn(normalized_BO, positive, hPositive_O, squaresPositive);
    handOn(normalized_BO, negative, hNegative_O, squaresNegative);
  }

  @Override
  void run(int row, float[] z_O, float[] h_O) {
    throw new IllegalStateException("rows come in pairs");
  }
}
