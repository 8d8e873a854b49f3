package io.ffsamediff.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.config.DeviceConfig.MatmulPrecision;
import io.ffsamediff.config.LabelConfig;
import io.ffsamediff.config.LayerConfig.GoodnessKind;
import io.ffsamediff.config.LayerConfig.Threshold;
import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.config.RegularizerConfig;
import io.ffsamediff.data.Batches;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.Dataset.Split;
import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.LabelEncoder;
import io.ffsamediff.data.PairRows;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.graph.LayerParameters;
import io.ffsamediff.graph.LayerSpec;
import io.ffsamediff.graph.Layers;
import io.ffsamediff.graph.ReferenceLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The compiled step, with its shared image product, row kernels and threads, against plain Java on
 * doubles. So large a learning rate makes one step of gradient descent show the gradient: {@code
 * w_before - w_after = rate * gradient}, to the last digits of a float.
 */
class StepExactnessTest {

  private static final double RATE = 1e7;
  private static final OptimizerConfig DESCENT = new OptimizerConfig.Sgd(RATE, 0, false, 0);
  private static final int SIDE = 6;
  private static final int CLASSES = 4;

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  /** Shapes, blocks, threads, kinds of layer and dead units at random. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void firstLayer_anyShape_hasTheReferencesGradient(long seed) {
    Random random = new Random(seed);
    int examples = 1 + random.nextInt(random.nextBoolean() ? 4 : 200);
    int units = 1 + random.nextInt(random.nextBoolean() ? 3 : 60);
    assertFirstLayer(
        random, examples, units, 2 + random.nextInt(2 * examples + 4), 1 + random.nextInt(3), 1e-5);
  }

  /** The kernels' sums over many rows. */
  @ParameterizedTest
  @CsvSource({"2500, 1e-5", "30000, 1e-4"})
  void firstLayer_manyRows_hasTheReferencesGradient(int examples, double tolerance) {
    assertFirstLayer(new Random(3), examples, 20, 1134, 2, tolerance);
  }

  /** One block, wide enough for the threads to share its products. */
  @ParameterizedTest
  @CsvSource({"60, 700, 2", "59, 701, 3", "130, 350, 2", "75, 500, 4"})
  void firstLayer_smallBatch_hasTheReferencesGradient(int examples, int units, int threads) {
    for (long seed = 0; seed < 4; seed++) {
      assertFirstLayer(new Random(seed), examples, units, 2 * examples, threads, 1e-5);
    }
  }

  @ParameterizedTest
  @CsvSource({"60, 40, 600, 2", "61, 37, 650, 3"})
  void upperLayer_smallBatch_hasTheReferencesGradient(
      int examples, int width, int units, int threads) {
    for (long seed = 0; seed < 4; seed++) {
      Random random = new Random(seed);
      assertUpperLayer(random, examples, layer(random, width, units), 2 * examples, threads);
    }
  }

  /** The gradient of a penalty comes before that of the rows. */
  @Test
  void firstLayer_smallBatchWithPenalties_hasTheReferencesGradient() {
    Random random = new Random(8);
    RegularizerConfig penalty = new RegularizerConfig(0.001, 0.002);
    LayerSpec spec =
        Layers.spec(
            SIDE * SIDE, 700, true, GoodnessKind.MEAN, new Threshold.Fixed(1), penalty, penalty);
    assertFirstLayer(random, 60, encoder(false, SIDE * SIDE), spec, 120, 2, 1e-5);
  }

  /** Batch after batch in the same arrays, and the activations handed on. */
  @Test
  void smallBatches_trainedAndHandedOn_areThoseOfBlocks() {
    Dataset data = noise(new Random(4), 150);
    RowEncoder encoder = encoder(true, SIDE * SIDE);
    LayerSpec spec = Layers.mean(encoder.inputs(), 400);
    LayerSpec above = Layers.mean(400, 90);
    OptimizerConfig adam = new OptimizerConfig.Adam(0.01, 0.9, 0.999, 1e-7);
    int[] order_N = IntStream.range(0, 150).toArray();
    int[] negatives_N = new Random(5).ints(150, 0, CLASSES).toArray();
    List<float[]> found = new ArrayList<>();
    for (int blockRows : new int[] {200, 40}) {
      float[] start_P = parameters(new Random(6), spec);
      float[] startAbove_P = parameters(new Random(7), above);
      try (LayerParameters first = new LayerParameters(spec);
          LayerParameters second = new LayerParameters(above);
          Batches<PairRows> batches = Batches.of(data, encoder, Optional.empty(), 100, blockRows);
          HiddenRows whole = new HiddenRows(batches.batch(0), 400);
          HiddenRows rest = new HiddenRows(batches.batch(1), 400);
          CompiledExecutor lower = new CompiledExecutor(first, adam, 2, MatmulPrecision.F32);
          CompiledExecutor upper = new CompiledExecutor(second, adam, 2, MatmulPrecision.F32)) {
        first.set(start_P);
        second.set(startAbove_P);
        batches.startEpoch(order_N, negatives_N, 0);
        for (int step = 0; step < 6; step++) {
          HiddenRows hidden = step % 2 == 0 ? whole : rest;
          lower.step(batches.batch(step % 2));
          lower.handOver(batches.batch(step % 2), hidden);
          upper.step(hidden);
        }
        found.add(first.toArray());
        found.add(second.toArray());
      }
    }
    assertThat(found.get(0)).containsExactly(found.get(2), Offset.offset(1e-4f));
    assertThat(found.get(1)).containsExactly(found.get(3), Offset.offset(1e-4f));
  }

  private static void assertFirstLayer(
      Random random, int examples, int units, int blockRows, int threads, double tolerance) {
    RowEncoder encoder = encoder(random.nextBoolean(), SIDE * SIDE);
    LayerSpec spec = layer(random, encoder.inputs(), units);
    assertFirstLayer(random, examples, encoder, spec, blockRows, threads, tolerance);
  }

  private static void assertFirstLayer(
      Random random,
      int examples,
      RowEncoder encoder,
      LayerSpec spec,
      int blockRows,
      int threads,
      double tolerance) {
    Dataset data = noise(random, examples);
    int[] negatives_N = random.ints(examples, 0, CLASSES).toArray();
    float[] start_P = parameters(random, spec);
    try (LayerParameters parameters = new LayerParameters(spec);
        Batches<PairRows> batches =
            Batches.of(data, encoder, Optional.empty(), examples, blockRows);
        CompiledExecutor executor =
            new CompiledExecutor(parameters, DESCENT, threads, MatmulPrecision.F32)) {
      parameters.set(start_P);
      batches.startEpoch(new int[0], negatives_N, 0);
      double[][] x_RI = rows(batches.batch(0));

      executor.step(batches.batch(0));

      assertGradient(spec, start_P, parameters.toArray(), x_RI, polarities(batches), tolerance);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void upperLayer_anyShape_hasTheReferencesGradient(long seed) {
    Random random = new Random(seed);
    int examples = 1 + random.nextInt(100);
    int width = 1 + random.nextInt(30);
    LayerSpec spec = layer(random, width, 1 + random.nextInt(40));
    assertUpperLayer(
        random, examples, spec, 2 + random.nextInt(2 * examples), 1 + random.nextInt(3));
  }

  private static void assertUpperLayer(
      Random random, int examples, LayerSpec spec, int blockRows, int threads) {
    RowEncoder encoder = encoder(false, SIDE * SIDE);
    int width = spec.inputs();
    float[] start_P = parameters(random, spec);
    try (LayerParameters parameters = new LayerParameters(spec);
        Batches<PairRows> batches =
            Batches.of(noise(random, examples), encoder, Optional.empty(), examples, blockRows);
        HiddenRows rows = new HiddenRows(batches.batch(0), width);
        CompiledExecutor executor =
            new CompiledExecutor(parameters, DESCENT, threads, MatmulPrecision.F32)) {
      parameters.set(start_P);
      for (int block = 0; block < rows.blocks(); block++) {
        for (int r = 0; r < rows.size(block); r++) {
          for (int i = 0; i < width; i++) {
            rows.inputs(block).putScalar(r, i, random.nextGaussian());
          }
        }
      }

      executor.step(rows);

      assertGradient(spec, start_P, parameters.toArray(), rows(rows), polarities(rows), 1e-5);
    }
  }

  private static void assertGradient(
      LayerSpec spec,
      float[] before_P,
      float[] after_P,
      double[][] x_RI,
      double[] p_R,
      double tolerance) {
    double[] start_P = IntStream.range(0, before_P.length).mapToDouble(p -> before_P[p]).toArray();
    double[] expected_P = new ReferenceLayer(spec, start_P).gradient(x_RI, p_R);
    double largest =
        IntStream.range(0, expected_P.length)
            .mapToDouble(p -> Math.abs(expected_P[p]))
            .max()
            .orElseThrow();
    // A rate's worth of the starting weight's own rounding.
    double floor = 1e-6 / RATE;
    for (int p = 0; p < expected_P.length; p++) {
      double actual = ((double) before_P[p] - after_P[p]) / RATE;
      assertThat(Math.abs(actual - expected_P[p]))
          .as("%s, entry %d, expected %s, received %s", spec, p, expected_P[p], actual)
          .isLessThanOrEqualTo(tolerance * largest + floor);
    }
  }

  /** Images with ink everywhere, under the label too. */
  private static Dataset noise(Random random, int examples) {
    byte[] pixels_ND = new byte[examples * SIDE * SIDE];
    random.nextBytes(pixels_ND);
    byte[] labels_N = new byte[examples];
    for (int i = 0; i < examples; i++) {
      labels_N[i] = (byte) random.nextInt(CLASSES);
    }
    return new Dataset("noise", Split.TRAIN, SIDE, SIDE, CLASSES, pixels_ND, labels_N, List.of());
  }

  private static RowEncoder encoder(boolean append, int pixels) {
    LabelConfig labels =
        append
            ? new LabelConfig.Append(new LabelConfig.Strength.Fixed(1))
            : new LabelConfig.Overlay(new LabelConfig.Strength.ImageMaximum());
    return new RowEncoder(new LabelEncoder(labels, pixels, CLASSES), InputNormalization.L2);
  }

  private static LayerSpec layer(Random random, int inputs, int units) {
    GoodnessKind goodness = random.nextBoolean() ? GoodnessKind.MEAN : GoodnessKind.SUM;
    Threshold threshold = new Threshold.Fixed(random.nextDouble() * 2);
    return Layers.spec(inputs, units, random.nextInt(4) > 0, goodness, threshold, null, null);
  }

  /** Gaussian parameters; where there are biases, a third of the units are dead. */
  private static float[] parameters(Random random, LayerSpec spec) {
    float[] values_P = new float[spec.parameters()];
    int kernel = spec.inputs() * spec.units();
    for (int p = 0; p < values_P.length; p++) {
      boolean dead = p >= kernel && random.nextInt(3) == 0;
      values_P[p] = (float) (dead ? -1000 : random.nextGaussian() * 0.5);
    }
    return values_P;
  }

  private static double[][] rows(RowBlocks rows) {
    double[][] x_RI = new double[rows.rows()][];
    int row = 0;
    for (int block = 0; block < rows.blocks(); block++) {
      double[][] x_BI = rows.inputs(block).toDoubleMatrix();
      for (double[] x_I : x_BI) {
        x_RI[row++] = x_I;
      }
    }
    return x_RI;
  }

  private static double[] polarities(Batches<PairRows> batches) {
    return polarities(batches.batch(0));
  }

  private static double[] polarities(RowBlocks rows) {
    double[] p_R = new double[rows.rows()];
    int row = 0;
    for (int block = 0; block < rows.blocks(); block++) {
      for (int r = 0; r < rows.size(block); r++) {
        p_R[row++] = rows.polarities(block).getDouble(r, 0);
      }
    }
    return p_R;
  }
}
