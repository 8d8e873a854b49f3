package io.ffsamediff.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.config.DeviceConfig.MatmulPrecision;
import io.ffsamediff.config.LossConfig;
import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.config.OptimizerConfig.Sgd;
import io.ffsamediff.config.PeerNormalizationConfig;
import io.ffsamediff.data.Batches;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.Dataset.Split;
import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.PairRows;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.data.TinyDatasets;
import io.ffsamediff.graph.LayerParameters;
import io.ffsamediff.graph.LayerSpec;
import io.ffsamediff.graph.Layers;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Batches whose products the threads share, against the same batches in blocks: everything that a
 * batch of interleaved training asks of two layers.
 */
class InterleavedStepTest {

  private static final int EXAMPLES = 301;
  private static final int INPUTS = TinyDatasets.SIDE * TinyDatasets.SIDE;
  private static final int UNITS = 210;

  /** So many that the gradient comes in tiles, the last one smaller. */
  private static final int UPPER_UNITS = 700;

  private static final Sgd DAMPED = new Sgd(0.01, 0.9, true, 0.001);

  static Stream<LossConfig> losses() {
    return Stream.of(
        new LossConfig.Softplus(1), new LossConfig.Symba(0.2), new LossConfig.SwishSymba(0.2));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void stepAndHandOver_productsShared_areThoseOfBlocks(LossConfig loss) {
    compare(loss, MatmulPrecision.F32, UPPER_UNITS, 2e-5, 2e-5);
  }

  /**
   * A weight or an activation may be rounded the other way, by one part in 256; and blocks round
   * the neutral label too.
   */
  @ParameterizedTest
  @MethodSource("losses")
  void stepAndHandOver_narrowProductsShared_areCloseToThoseOfBlocks(LossConfig loss) {
    Bf16Reference.assumeInstructions();
    compare(loss, MatmulPrecision.BF16, UPPER_UNITS, 2e-3, 1e-2);
  }

  /** With rows of the gradient so long that a tile of the usual size has less than 32. */
  @Test
  void stepAndHandOver_narrowProductsOfVeryManyUnits_areCloseToThoseOfBlocks() {
    Bf16Reference.assumeInstructions();
    compare(new LossConfig.Softplus(1), MatmulPrecision.BF16, 4200, 2e-3, 1e-2);
  }

  /** To a step of the same number, so that only the restoring tells that the weights are others. */
  @ParameterizedTest
  @EnumSource(MatmulPrecision.class)
  void restore_toOtherWeights_forgetsWhatWasKeptOfThese(MatmulPrecision precision) {
    if (precision == MatmulPrecision.BF16) {
      Bf16Reference.assumeInstructions();
    }
    LossConfig loss = new LossConfig.Softplus(1);
    try (Pass used = new Pass(loss, precision, UPPER_UNITS, 2 * EXAMPLES);
        Pass fresh = new Pass(loss, precision, UPPER_UNITS, 2 * EXAMPLES)) {
      float[] first = used.first.toArray();
      float[] second = used.second.toArray();
      used.batch();
      used.restore(first, second, 1);
      fresh.restore(first, second, 1);

      used.batch();
      fresh.batch();

      assertThat(used.first.toArray()).isEqualTo(fresh.first.toArray());
      assertThat(used.second.toArray()).isEqualTo(fresh.second.toArray());
    }
  }

  private static void compare(
      LossConfig loss,
      MatmulPrecision precision,
      int upperUnits,
      double tolerance,
      double ofNeutral) {
    try (Pass shared = new Pass(loss, precision, upperUnits, 2 * EXAMPLES);
        Pass blocks = new Pass(loss, precision, upperUnits, 100)) {
      assertThat(shared.isShared()).isTrue();
      assertThat(blocks.isShared()).isFalse();
      for (int batch = 0; batch < 3; batch++) {
        StepStatistics[] one = shared.batch();
        StepStatistics[] other = blocks.batch();

        for (int layer = 0; layer < 2; layer++) {
          assertClose(one[layer].loss(), other[layer].loss(), tolerance);
          assertClose(one[layer].goodnessPositive(), other[layer].goodnessPositive(), tolerance);
          assertClose(one[layer].goodnessNegative(), other[layer].goodnessNegative(), tolerance);
        }
        assertClose(shared.first.toArray(), blocks.first.toArray(), tolerance);
        assertClose(shared.second.toArray(), blocks.second.toArray(), tolerance);
        assertClose(shared.lower.meanActivity(), blocks.lower.meanActivity(), tolerance);
        assertClose(shared.upper.meanActivity(), blocks.upper.meanActivity(), tolerance);
        assertClose(
            floats(shared.neutralOutput.all()), floats(blocks.neutralOutput.all()), ofNeutral);
      }
    }
  }

  private static float[] floats(INDArray array) {
    return array.ravel().toFloatVector();
  }

  private static void assertClose(double actual, double expected, double tolerance) {
    assertClose(new float[] {(float) actual}, new float[] {(float) expected}, tolerance);
  }

  private static void assertClose(float[] actual, float[] expected, double tolerance) {
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
    }
    assertThat(largest).isPositive();
    assertThat(difference).isLessThan(tolerance * largest);
  }

  /** Two layers and a batch. */
  private static final class Pass implements AutoCloseable {

    private final LayerParameters first;
    private final LayerParameters second;
    private final CompiledExecutor lower;
    private final CompiledExecutor upper;
    private final Batches<PairRows> batches;
    private final HiddenRows hidden;
    private final HiddenRows neutral;
    private final HiddenRows neutralOutput;

    Pass(LossConfig loss, MatmulPrecision precision, int upperUnits, int blockRows) {
      PeerNormalizationConfig peers = new PeerNormalizationConfig(0.03, 0.9);
      LayerSpec below = rms(Layers.with(Layers.sum(INPUTS, UNITS), loss, peers));
      LayerSpec above = rms(Layers.with(Layers.sum(UNITS, upperUnits), loss, peers));
      this.first = random(below, 1);
      this.second = random(above, 2);
      this.lower = new CompiledExecutor(first, DAMPED, 2, precision);
      this.upper = new CompiledExecutor(second, DAMPED, 2, precision);
      Dataset data = TinyDatasets.bands(Split.TRAIN, EXAMPLES, 5);
      RowEncoder encoder = TinyDatasets.overlay(InputNormalization.RMS);
      this.batches = Batches.of(data, encoder, Optional.empty(), EXAMPLES, blockRows);
      int[] negatives_N = new Random(3).ints(EXAMPLES, 0, TinyDatasets.CLASSES).toArray();
      batches.startEpoch(new int[0], negatives_N, 0);
      PairRows rows = batches.batch(0);
      this.hidden = new HiddenRows(rows, UNITS);
      this.neutral = new HiddenRows(rows.neutral(), UNITS);
      this.neutralOutput = new HiddenRows(neutral, upperUnits);
    }

    private static LayerSpec rms(LayerSpec spec) {
      return Layers.normalized(spec, InputNormalization.RMS);
    }

    private static LayerParameters random(LayerSpec spec, long seed) {
      Random random = new Random(seed);
      LayerParameters parameters = new LayerParameters(spec);
      float[] values = new float[spec.parameters()];
      for (int p = 0; p < values.length; p++) {
        values[p] = (float) (random.nextGaussian() / Math.sqrt(spec.inputs()));
      }
      parameters.set(values);
      return parameters;
    }

    boolean isShared() {
      RowBlocks rows = batches.batch(0);
      try (WorkTeam team = new WorkTeam(2);
          LayerParameters gradient = new LayerParameters(first.spec());
          SmallBatches small =
              new SmallBatches(MatmulPrecision.F32, first, gradient, Optional.empty(), team)) {
        return small.take(rows);
      }
    }

    /** The neutral pass, then a step of both layers. */
    StepStatistics[] batch() {
      PairRows rows = batches.batch(0);
      lower.handOver(rows.neutral(), neutral);
      upper.handOver(neutral, neutralOutput);
      StepStatistics below = lower.stepAndHandOver(rows, hidden);
      return new StepStatistics[] {below, upper.stepAndHandOver(hidden, null)};
    }

    /** Goes on with these weights, and nothing else learnt, after {@code iteration} steps. */
    void restore(float[] lowerWeights, float[] upperWeights, int iteration) {
      restore(lower, first, lowerWeights, iteration);
      restore(upper, second, upperWeights, iteration);
    }

    private static void restore(
        CompiledExecutor executor, LayerParameters parameters, float[] weights, int iteration) {
      parameters.set(weights);
      executor.restore(new float[weights.length], iteration);
      executor.restoreMeanActivity(new float[parameters.spec().units()]);
    }

    @Override
    public void close() {
      lower.close();
      upper.close();
      first.close();
      second.close();
      hidden.close();
      neutral.close();
      neutralOutput.close();
      batches.close();
    }
  }
}
