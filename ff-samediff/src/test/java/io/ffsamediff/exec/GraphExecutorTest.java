package io.ffsamediff.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ffsamediff.config.AutoCount;
import io.ffsamediff.config.DeviceConfig;
import io.ffsamediff.config.DeviceConfig.DeviceType;
import io.ffsamediff.config.DeviceConfig.ExecutorKind;
import io.ffsamediff.config.DeviceConfig.MatmulPrecision;
import io.ffsamediff.config.LayerConfig.GoodnessKind;
import io.ffsamediff.config.LayerConfig.Threshold;
import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.config.RegularizerConfig;
import io.ffsamediff.data.Batches;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.Dataset.Split;
import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.PairRows;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.data.TinyDatasets;
import io.ffsamediff.device.Bf16Probe;
import io.ffsamediff.device.Bf16Support;
import io.ffsamediff.graph.LayerParameters;
import io.ffsamediff.graph.LayerSpec;
import io.ffsamediff.graph.Layers;
import io.ffsamediff.graph.ReferenceLayer;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class GraphExecutorTest {

  private static final int INPUTS = TinyDatasets.SIDE * TinyDatasets.SIDE;
  private static final int EXAMPLES = 10;
  private static final OptimizerConfig.Adam ADAM = new OptimizerConfig.Adam(0.03, 0.9, 0.999, 1e-7);

  private final Dataset data = TinyDatasets.bands(Split.TRAIN, EXAMPLES, 5);
  private final RowEncoder encoder = TinyDatasets.overlay(InputNormalization.L2);
  private final int[] negatives_N =
      IntStream.of(data.labels()).map(label -> (label + 1) % TinyDatasets.CLASSES).toArray();

  static Stream<Arguments> executorsAndLayers() {
    RegularizerConfig penalty = new RegularizerConfig(0.001, 0.002);
    Threshold fixed = new Threshold.Fixed(0.5);
    return Stream.of(ExecutorKind.values())
        .flatMap(
            kind ->
                Stream.of(
                        Layers.mean(INPUTS, 8),
                        Layers.sum(INPUTS, 8),
                        Layers.spec(INPUTS, 8, false, GoodnessKind.SUM, fixed, null, null),
                        Layers.spec(INPUTS, 8, true, GoodnessKind.SUM, fixed, penalty, penalty))
                    .map(spec -> Arguments.of(kind, spec)));
  }

  @ParameterizedTest
  @MethodSource("executorsAndLayers")
  void step_repeated_followsTheReference(ExecutorKind kind, LayerSpec spec) {
    float[] start_P = random(spec);
    ReferenceLayer reference = new ReferenceLayer(spec, toDoubles(start_P));
    double[][] x_BI = referenceRows();
    double[] p_B = new double[2 * EXAMPLES];
    for (int r = 0; r < p_B.length; r++) {
      p_B[r] = r < EXAMPLES ? 1 : -1;
    }
    try (LayerParameters parameters = parameters(spec, start_P);
        Batches<PairRows> rows = rows(4);
        GraphExecutor executor = GraphExecutor.of(device(kind), parameters, ADAM)) {
      for (int step = 0; step < 20; step++) {
        StepStatistics seen = executor.step(rows.batch(0));
        ReferenceLayer.Step expected = reference.adamStep(x_BI, p_B, 0.03, 0.9, 0.999, 1e-7);

        assertThat(seen.loss()).isCloseTo(expected.loss(), within(1e-4));
        assertThat(seen.goodnessPositive()).isCloseTo(expected.goodnessPositive(), within(2e-3));
        assertThat(seen.goodnessNegative()).isCloseTo(expected.goodnessNegative(), within(2e-3));
      }
      assertThat(executor.iteration()).isEqualTo(20);
      assertClose(parameters.toArray(), reference.parameters(), 2e-3);
    }
  }

  @Test
  void compiledAndSameDiff_fiftySteps_agreeInTheLoss() {
    LayerSpec spec = Layers.mean(INPUTS, 30);
    float[] start_P = random(spec);
    try (LayerParameters ours = parameters(spec, start_P);
        LayerParameters theirs = parameters(spec, start_P);
        Batches<PairRows> rows = rows(3);
        GraphExecutor compiled = new CompiledExecutor(ours, ADAM, 2, MatmulPrecision.F32);
        GraphExecutor sameDiff = new SameDiffFitExecutor(theirs, ADAM)) {
      double first = 0;
      double last = 0;
      for (int step = 0; step < 50; step++) {
        last = compiled.step(rows.batch(0)).loss();
        first = step == 0 ? last : first;

        assertThat(last / sameDiff.step(rows.batch(0)).loss())
            .as("step %d", step)
            .isCloseTo(1, within(1e-4));
      }
      assertThat(last).isLessThan(first);
    }
  }

  /** In mini-batches, so that the copies of a layer's input have to follow its contents. */
  @Test
  void compiledBf16_batchAfterBatch_staysCloseToFloat() {
    Bf16Support support = Bf16Probe.run();
    assumeTrue(support.available(), support.reason());
    LayerSpec spec = Layers.mean(INPUTS, 30);
    LayerSpec above = Layers.mean(30, 20);
    float[] start_P = random(spec);
    try (LayerParameters wide = parameters(spec, start_P);
        LayerParameters narrow = parameters(spec, start_P);
        LayerParameters wideAbove = parameters(above, random(above));
        LayerParameters narrowAbove = parameters(above, random(above));
        Batches<PairRows> batches = Batches.of(data, encoder, Optional.empty(), 4, 4);
        HiddenRows wideHidden = new HiddenRows(batches.batch(0), 30);
        HiddenRows narrowHidden = new HiddenRows(batches.batch(0), 30);
        GraphExecutor floats = new CompiledExecutor(wide, ADAM, 2, MatmulPrecision.F32);
        GraphExecutor halves = new CompiledExecutor(narrow, ADAM, 2, MatmulPrecision.BF16);
        GraphExecutor floatsAbove = new CompiledExecutor(wideAbove, ADAM, 2, MatmulPrecision.F32);
        GraphExecutor halvesAbove =
            new CompiledExecutor(narrowAbove, ADAM, 2, MatmulPrecision.BF16)) {
      batches.startEpoch(IntStream.range(0, EXAMPLES).toArray(), negatives_N, 0);
      for (int step = 0; step < 10; step++) {
        RowBlocks rows = batches.batch(step % 2);
        assertAlike(halves.step(rows), floats.step(rows), step);
        floats.handOver(rows, wideHidden);
        halves.handOver(rows, narrowHidden);
        assertAlike(halvesAbove.step(narrowHidden), floatsAbove.step(wideHidden), step);
      }
      assertThat(narrow.toArray()).isNotEqualTo(wide.toArray());
    }
  }

  private static void assertAlike(StepStatistics actual, StepStatistics expected, int step) {
    assertThat(actual.loss() / expected.loss()).as("step %d", step).isCloseTo(1, within(0.03));
    assertThat(actual.goodnessPositive() / expected.goodnessPositive())
        .as("step %d", step)
        .isCloseTo(1, within(0.03));
  }

  static Stream<OptimizerConfig> optimizers() {
    return Stream.of(
        ADAM,
        new OptimizerConfig.AdamW(0.03, 0.9, 0.999, 1e-7, 0.5),
        new OptimizerConfig.Sgd(0.3, 0, false, 0),
        new OptimizerConfig.Sgd(0.3, 0, false, 0.1),
        new OptimizerConfig.Sgd(0.1, 0.9, false, 0),
        new OptimizerConfig.Sgd(0.1, 0.9, false, 0.1),
        new OptimizerConfig.Sgd(0.3, 0, true, 0),
        new OptimizerConfig.Sgd(0.3, 0.9, true, 0.1));
  }

  /** With a learning rate that changes, and biases, which do not decay. */
  @ParameterizedTest
  @MethodSource("optimizers")
  void compiledAndSameDiff_anyOptimizer_haveTheSameWeightsAndState(OptimizerConfig optimizer) {
    LayerSpec spec = Layers.mean(INPUTS, 30);
    float[] start_P = random(spec);
    try (LayerParameters ours = parameters(spec, start_P);
        LayerParameters theirs = parameters(spec, start_P);
        Batches<PairRows> rows = rows(3);
        GraphExecutor compiled = new CompiledExecutor(ours, optimizer, 2, MatmulPrecision.F32);
        GraphExecutor sameDiff = new SameDiffFitExecutor(theirs, optimizer)) {
      for (int step = 0; step < 8; step++) {
        if (step > 1) {
          compiled.setRate(1.0 / step);
          sameDiff.setRate(1.0 / step);
        }
        assertThat(compiled.step(rows.batch(0)).loss() / sameDiff.step(rows.batch(0)).loss())
            .as("step %d", step)
            .isCloseTo(1, within(1e-4));
      }

      assertClose(ours.toArray(), toDoubles(theirs.toArray()), 1e-4);
      assertClose(compiled.updaterState(), toDoubles(sameDiff.updaterState()), 1e-4);
      assertThat(ours.toArray()).isNotEqualTo(start_P);
    }
  }

  @ParameterizedTest
  @EnumSource(ExecutorKind.class)
  void setRate_zero_keepsWeightsAndCountsTheStep(ExecutorKind kind) {
    LayerSpec spec = Layers.mean(INPUTS, 8);
    float[] start_P = random(spec);
    OptimizerConfig decaying = new OptimizerConfig.AdamW(0.03, 0.9, 0.999, 1e-7, 0.5);
    try (LayerParameters parameters = parameters(spec, start_P);
        Batches<PairRows> rows = rows(4);
        GraphExecutor executor = GraphExecutor.of(device(kind), parameters, decaying)) {
      executor.setRate(0);
      executor.step(rows.batch(0));
      assertThat(parameters.toArray()).isEqualTo(start_P);
      assertThat(executor.iteration()).isOne();
      executor.setRate(1);
      executor.step(rows.batch(0));
      assertThat(parameters.toArray()).isNotEqualTo(start_P);
    }
  }

  @Test
  void step_anyBlockSize_seesTheSame() {
    LayerSpec spec = Layers.mean(INPUTS, 8);
    StepStatistics whole = secondStep(spec, EXAMPLES);

    for (int blockRows : new int[] {1, 3, 4, 7}) {
      StepStatistics blocked = secondStep(spec, blockRows);

      assertThat(blocked.loss()).isCloseTo(whole.loss(), within(1e-6));
      assertThat(blocked.goodnessPositive()).isCloseTo(whole.goodnessPositive(), within(1e-6));
    }
  }

  private StepStatistics secondStep(LayerSpec spec, int blockRows) {
    try (LayerParameters parameters = parameters(spec, random(spec));
        Batches<PairRows> rows = rows(blockRows);
        GraphExecutor executor = new CompiledExecutor(parameters, ADAM, 2, MatmulPrecision.F32)) {
      executor.step(rows.batch(0));
      return executor.step(rows.batch(0));
    }
  }

  static Stream<Arguments> executorsAndOptimizers() {
    return Stream.of(ExecutorKind.values())
        .flatMap(kind -> optimizers().map(optimizer -> Arguments.of(kind, optimizer)));
  }

  @ParameterizedTest
  @MethodSource("executorsAndOptimizers")
  void restore_savedState_goesOnBitForBit(ExecutorKind kind, OptimizerConfig optimizer) {
    LayerSpec spec = Layers.mean(INPUTS, 8);
    try (LayerParameters parameters = parameters(spec, random(spec));
        LayerParameters resumed = new LayerParameters(spec);
        Batches<PairRows> rows = rows(4);
        GraphExecutor executor = GraphExecutor.of(device(kind), parameters, optimizer);
        GraphExecutor later = GraphExecutor.of(device(kind), resumed, optimizer)) {
      executor.step(rows.batch(0));
      executor.step(rows.batch(0));
      resumed.set(parameters.toArray());
      later.restore(executor.updaterState(), executor.iteration());

      for (int step = 0; step < 3; step++) {
        assertThat(later.step(rows.batch(0))).isEqualTo(executor.step(rows.batch(0)));
      }
      assertThat(resumed.toArray()).isEqualTo(parameters.toArray());
      assertThat(later.updaterState()).isEqualTo(executor.updaterState());
    }
  }

  @ParameterizedTest
  @EnumSource(ExecutorKind.class)
  void restore_stateOfOtherLength_isRefused(ExecutorKind kind) {
    LayerSpec spec = Layers.mean(INPUTS, 8);
    try (LayerParameters parameters = parameters(spec, random(spec));
        GraphExecutor executor = GraphExecutor.of(device(kind), parameters, ADAM)) {
      assertThatThrownBy(() -> executor.restore(new float[6], 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("received");
    }
  }

  @ParameterizedTest
  @EnumSource(ExecutorKind.class)
  void handOver_eachBlock_givesNormalisedActivations(ExecutorKind kind) {
    LayerSpec spec = Layers.mean(INPUTS, 8);
    float[] start_P = random(spec);
    ReferenceLayer reference = new ReferenceLayer(spec, toDoubles(start_P));
    double[][] x_BI = referenceRows();
    try (LayerParameters parameters = parameters(spec, start_P);
        Batches<PairRows> rows = rows(4);
        HiddenRows next = new HiddenRows(rows.batch(0), 8);
        GraphExecutor executor = GraphExecutor.of(device(kind), parameters, ADAM)) {
      RowBlocks below = rows.batch(0);
      int revision = next.revision();
      executor.handOver(below, next);

      assertThat(next.revision()).isNotEqualTo(revision);
      for (int block = 0; block < below.blocks(); block++) {
        for (int r = 0; r < below.size(block); r++) {
          int row = block % 2 * EXAMPLES + block / 2 * 2 + r;
          double[] h_O = reference.activations(x_BI[row]);
          double length = Math.sqrt(reference.goodness(h_O) * h_O.length) + 1e-4;
          for (int o = 0; o < h_O.length; o++) {
            assertThat(next.receive(block).getDouble(r, o))
                .isCloseTo(h_O[o] / length, within(1e-6));
          }
        }
      }
      assertThat(parameters.toArray()).isEqualTo(start_P);
    }
  }

  @Test
  void compiledStep_manyTimes_keepsResidentMemoryFlat() throws Exception {
    LayerSpec spec = Layers.mean(INPUTS, 8);
    try (LayerParameters parameters = parameters(spec, random(spec));
        Batches<PairRows> rows = rows(4);
        GraphExecutor executor = new CompiledExecutor(parameters, ADAM, 2, MatmulPrecision.F32)) {
      for (int step = 0; step < 2_000; step++) {
        executor.step(rows.batch(0));
      }
      long before = ResidentMemory.bytes();
      for (int step = 0; step < 10_000; step++) {
        executor.step(rows.batch(0));
      }

      assertThat(ResidentMemory.bytes() - before).isLessThan(48L << 20);
    }
  }

  @Test
  void compiledStep_afterWarmUp_leavesTheHeapAlone() {
    LayerSpec spec = Layers.mean(INPUTS, 8);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    try (LayerParameters parameters = parameters(spec, random(spec));
        Batches<PairRows> rows = rows(4);
        GraphExecutor executor = new CompiledExecutor(parameters, ADAM, 2, MatmulPrecision.F32)) {
      RowBlocks batch = rows.batch(0);
      for (int step = 0; step < 2_000; step++) {
        executor.step(batch);
      }
      long before = threads.getThreadAllocatedBytes(self);
      for (int step = 0; step < 100; step++) {
        executor.step(batch);
      }

      assertThat((threads.getThreadAllocatedBytes(self) - before) / 100).isLessThan(10_000);
    }
  }

  private Batches<PairRows> rows(int blockRows) {
    Batches<PairRows> rows = Batches.of(data, encoder, Optional.empty(), EXAMPLES, blockRows);
    rows.startEpoch(new int[0], negatives_N, 0);
    return rows;
  }

  private static DeviceConfig device(ExecutorKind kind) {
    return new DeviceConfig(
        DeviceType.CPU, kind, new AutoCount.Fixed(2), new AutoCount.Fixed(1), MatmulPrecision.F32);
  }

  /** All positives, then all negatives. */
  private double[][] referenceRows() {
    double[][] x_BI = new double[2 * EXAMPLES][];
    for (int i = 0; i < EXAMPLES; i++) {
      x_BI[i] = TinyDatasets.reference(data, i, data.label(i), encoder, InputNormalization.L2);
      x_BI[EXAMPLES + i] =
          TinyDatasets.reference(data, i, negatives_N[i], encoder, InputNormalization.L2);
    }
    return x_BI;
  }

  private static LayerParameters parameters(LayerSpec spec, float[] values_P) {
    LayerParameters parameters = new LayerParameters(spec);
    parameters.set(values_P);
    return parameters;
  }

  private static float[] random(LayerSpec spec) {
    Random random = new Random(17);
    float[] values_P = new float[spec.parameters()];
    for (int p = 0; p < values_P.length; p++) {
      values_P[p] = (float) random.nextGaussian();
    }
    return values_P;
  }

  private static double[] toDoubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  private static void assertClose(float[] actual, double[] expected, double tolerance) {
    assertThat(actual).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i]).as("entry %d", i).isCloseTo(expected[i], within(tolerance));
    }
  }
}
