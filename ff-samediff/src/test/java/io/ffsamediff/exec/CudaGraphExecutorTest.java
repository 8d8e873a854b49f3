package io.ffsamediff.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ffsamediff.config.DeviceConfig.MatmulPrecision;
import io.ffsamediff.config.LayerConfig.GoodnessKind;
import io.ffsamediff.config.LayerConfig.Threshold;
import io.ffsamediff.config.LossConfig;
import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.config.PeerNormalizationConfig;
import io.ffsamediff.config.RegularizerConfig;
import io.ffsamediff.cuda.GpuMemoryException;
import io.ffsamediff.cuda.HostGpu;
import io.ffsamediff.cuda.Precision;
import io.ffsamediff.data.Batches;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.Dataset.Split;
import io.ffsamediff.data.Dropout;
import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.PairRows;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.data.TinyDatasets;
import io.ffsamediff.graph.LayerParameters;
import io.ffsamediff.graph.LayerSpec;
import io.ffsamediff.graph.Layers;
import io.ffsamediff.kernel.Dialect;
import io.ffsamediff.kernel.HostLibrary;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The executor for CUDA on a stand-in for the device, against the one for the CPU. */
class CudaGraphExecutorTest {

  private static final int INPUTS = TinyDatasets.SIDE * TinyDatasets.SIDE;
  private static final int EXAMPLES = 23;
  private static final long PLENTY = 1L << 30;
  private static final OptimizerConfig ADAM = new OptimizerConfig.Adam(0.03, 0.9, 0.999, 1e-7);

  private final Dataset data = TinyDatasets.bands(Split.TRAIN, EXAMPLES, 5);
  private final RowEncoder encoder = TinyDatasets.overlay(InputNormalization.L2);

  @BeforeAll
  static void needsCompiler() {
    assumeTrue(HostLibrary.isAvailable(), "no C compiler (cc) on this machine");
  }

  static Stream<LayerSpec> layers() {
    RegularizerConfig penalty = new RegularizerConfig(0.001, 0.002);
    Threshold fixed = new Threshold.Fixed(0.5);
    LayerSpec mean = Layers.mean(INPUTS, 30);
    return Stream.of(
        mean,
        Layers.sum(INPUTS, 8),
        Layers.mean(INPUTS, 1),
        Layers.normalized(mean, InputNormalization.RMS),
        Layers.spec(INPUTS, 8, false, GoodnessKind.SUM, fixed, null, null),
        Layers.spec(INPUTS, 8, true, GoodnessKind.SUM, fixed, penalty, penalty),
        Layers.with(mean, new LossConfig.Symba(4), null),
        Layers.with(mean, new LossConfig.Softplus(2), new PeerNormalizationConfig(0.03, 0.9)));
  }

  /** Two layers, step by step, and what the first hands on. */
  @ParameterizedTest
  @MethodSource("layers")
  void step_anyLayer_followsTheCpu(LayerSpec spec) {
    LayerSpec above = new LayerSpec(2, spec.units(), spec.config(), spec.normalization());
    for (int blockRows : new int[] {2 * EXAMPLES, 8}) {
      try (Both lower = new Both(spec, ADAM, PLENTY);
          Both upper = new Both(above, ADAM, lower.session);
          Batches<PairRows> rows = rows(blockRows);
          HiddenRows cpu = new HiddenRows(rows.batch(0), spec.units());
          HiddenRows gpu = new HiddenRows(rows.batch(0), spec.units())) {
        for (int step = 0; step < 4; step++) {
          lower.assertStep(rows.batch(0), rows.batch(0));
          lower.cpu.handOver(rows.batch(0), cpu);
          lower.cuda.handOver(rows.batch(0), gpu);
          upper.assertStep(cpu, gpu);
        }
        lower.assertParameters();
        upper.assertParameters();
        assertHandedOn(gpu, cpu);
      }
    }
  }

  static Stream<OptimizerConfig> optimizers() {
    return Stream.of(
        new OptimizerConfig.AdamW(0.03, 0.9, 0.999, 1e-7, 0.5),
        new OptimizerConfig.Sgd(0.3, 0, false, 0),
        new OptimizerConfig.Sgd(0.3, 0, false, 0.1),
        new OptimizerConfig.Sgd(0.1, 0.9, false, 0.1),
        new OptimizerConfig.Sgd(0.3, 0.9, true, 0.1));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void step_anyOptimizer_hasTheCpusWeightsAndState(OptimizerConfig optimizer) {
    try (Both both = new Both(Layers.mean(INPUTS, 30), optimizer, PLENTY);
        Batches<PairRows> rows = rows(8)) {
      for (int step = 0; step < 6; step++) {
        both.cpu.setRate(1.0 / (step + 1));
        both.cuda.setRate(1.0 / (step + 1));
        both.assertStep(rows.batch(0), rows.batch(0));
      }
      both.assertParameters();
      assertThat(both.cuda.updaterState()).containsExactly(both.cpu.updaterState(), within(1e-4f));
      assertThat(both.cuda.iteration()).isEqualTo(6);
    }
  }

  /** The labels of negatives change while the images stay; then come other images. */
  @Test
  void step_otherLabelsOrImages_areBroughtOver() {
    try (Both both = new Both(Layers.mean(INPUTS, 30), ADAM, PLENTY);
        Batches<PairRows> batches = Batches.of(data, encoder, Optional.empty(), 10, 8)) {
      batches.startEpoch(IntStream.range(0, EXAMPLES).toArray(), negatives(), 0);
      both.assertStep(batches.batch(0), batches.batch(0));
      batches.batch(0).setNegative(3, (data.label(3) + 2) % TinyDatasets.CLASSES);
      both.assertStep(batches.batch(0), batches.batch(0));
      both.assertStep(batches.batch(1), batches.batch(1));
      both.assertStep(batches.batch(2), batches.batch(2));
      both.assertParameters();
    }
  }

  /** In one pass, as the interleaved controller does, with dropout on the host in between. */
  @Test
  void stepAndHandOver_withDropout_feedsTheNextLayer() {
    LayerSpec spec = Layers.mean(INPUTS, 30);
    Dropout dropout = new Dropout(0.3);
    try (Both lower = new Both(spec, ADAM, PLENTY);
        Both upper = new Both(Layers.mean(30, 12), ADAM, lower.session);
        Batches<PairRows> rows = rows(8);
        HiddenRows cpu = new HiddenRows(rows.batch(0), 30);
        HiddenRows gpu = new HiddenRows(rows.batch(0), 30)) {
      for (int step = 0; step < 3; step++) {
        StepStatistics expected = lower.cpu.stepAndHandOver(rows.batch(0), cpu);
        assertAlike(lower.cuda.stepAndHandOver(rows.batch(0), gpu), expected);
        dropout.apply(cpu, step);
        dropout.apply(gpu, step);
        upper.assertStep(cpu, gpu);
      }
      upper.assertParameters();
    }
  }

  @Test
  void step_littleMemory_isDoneInSmallerBlocks() {
    LayerSpec spec = Layers.mean(INPUTS, 400);
    Dataset many = TinyDatasets.bands(Split.TRAIN, 600, 5);
    int[] other_N =
        IntStream.of(many.labels()).map(label -> (label + 1) % TinyDatasets.CLASSES).toArray();
    try (Batches<PairRows> rows = Batches.of(many, encoder, Optional.empty(), 600, 64);
        HiddenRows cpu = new HiddenRows(rows.batch(0), 400);
        HiddenRows gpu = new HiddenRows(rows.batch(0), 400)) {
      rows.startEpoch(IntStream.range(0, 600).toArray(), other_N, 0);
      try (Both both = new Both(spec, ADAM, new HostGpu(3L << 20, 1L << 30))) {
        both.assertStep(rows.batch(0), rows.batch(0));
        both.cpu.handOver(rows.batch(0), cpu);
        both.cuda.handOver(rows.batch(0), gpu);
        both.gpu.calls().clear();
        both.assertStep(rows.batch(0), rows.batch(0));
        both.assertParameters();
        assertThat(both.gpu.calls().stream().filter(c -> c.startsWith("multiply gradient")).count())
            .isGreaterThan(3);
        assertHandedOn(gpu, cpu);
      }
      assertThatThrownBy(
              () -> {
                try (Both both = new Both(spec, ADAM, new HostGpu(250L << 10, 1L << 30))) {
                  both.cuda.step(rows.batch(0));
                }
              })
          .isInstanceOf(GpuMemoryException.class)
          .hasMessageContaining("bytes of free memory on the device")
          .hasMessageContaining("smaller network or batch");
    }
  }

  /**
   * A step is captured when it is done again; after that nothing is allocated, and only numbers
   * come back.
   */
  @Test
  void step_repeated_isReplayed() {
    try (Both both = new Both(Layers.mean(INPUTS, 30), ADAM, PLENTY);
        Batches<PairRows> rows = rows(8)) {
      both.cuda.step(rows.batch(0));
      both.cuda.step(rows.batch(0));
      both.gpu.calls().clear();
      both.cuda.step(rows.batch(0));

      assertThat(both.gpu.calls()).containsExactly("replay", "synchronize");
    }
  }

  @Test
  void publish_afterSteps_bringsTheParametersToTheHostOnce() {
    try (Both both = new Both(Layers.mean(INPUTS, 30), ADAM, PLENTY);
        Batches<PairRows> rows = rows(8)) {
      float[] before = both.cudaParameters.toArray();
      both.cuda.step(rows.batch(0));
      assertThat(both.cudaParameters.toArray()).isEqualTo(before);
      both.cuda.publish();
      assertThat(both.cudaParameters.toArray()).isNotEqualTo(before);
      both.gpu.calls().clear();
      both.cuda.publish();
      assertThat(both.gpu.calls()).isEmpty();
    }
  }

  @Test
  void restore_savedState_goesOnBitForBit() {
    LayerSpec spec =
        Layers.with(
            Layers.mean(INPUTS, 30),
            new LossConfig.Softplus(1),
            new PeerNormalizationConfig(0.03, 0.9));
    try (Both both = new Both(spec, ADAM, PLENTY);
        Both later = new Both(spec, ADAM, PLENTY);
        Batches<PairRows> rows = rows(8)) {
      both.cuda.step(rows.batch(0));
      both.cuda.step(rows.batch(0));
      later.cuda.step(rows.batch(0));
      both.cuda.publish();
      later.cudaParameters.set(both.cudaParameters.toArray());
      later.cuda.restore(both.cuda.updaterState(), both.cuda.iteration());
      later.cuda.restoreMeanActivity(both.cuda.meanActivity());

      for (int step = 0; step < 3; step++) {
        assertThat(later.cuda.step(rows.batch(0))).isEqualTo(both.cuda.step(rows.batch(0)));
      }
      assertThat(later.cuda.updaterState()).isEqualTo(both.cuda.updaterState());
      assertThatThrownBy(() -> later.cuda.restore(new float[6], 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("received 6");
    }
  }

  @Test
  void close_session_leavesNothingOpen() {
    HostGpu gpu;
    try (Both both = new Both(Layers.mean(INPUTS, 30), ADAM, PLENTY);
        Batches<PairRows> rows = rows(8)) {
      both.cuda.step(rows.batch(0));
      gpu = both.gpu;
      assertThat(gpu.open()).isNotEmpty();
    }
    assertThat(gpu.open()).isEmpty();
    assertThat(gpu.freeBytes()).isEqualTo(PLENTY);
    assertThat(gpu.calls()).endsWith("close");
  }

  private int[] negatives() {
    return IntStream.of(data.labels()).map(label -> (label + 1) % TinyDatasets.CLASSES).toArray();
  }

  private Batches<PairRows> rows(int blockRows) {
    Batches<PairRows> rows = Batches.of(data, encoder, Optional.empty(), EXAMPLES, blockRows);
    rows.startEpoch(IntStream.range(0, EXAMPLES).toArray(), negatives(), 0);
    return rows;
  }

  /** AssertJ's comparison of arrays takes seconds for so many. */
  private static void assertHandedOn(HiddenRows found, HiddenRows expected) {
    INDArray difference = found.all().sub(expected.all());
    assertThat(difference.amaxNumber().doubleValue()).isLessThan(1e-4);
  }

  private static void assertAlike(StepStatistics actual, StepStatistics expected) {
    assertThat(actual.loss()).isCloseTo(expected.loss(), within(1e-5 * (1 + expected.loss())));
    assertThat(actual.goodnessPositive())
        .isCloseTo(expected.goodnessPositive(), within(1e-4 * (1 + expected.goodnessPositive())));
    assertThat(actual.goodnessNegative())
        .isCloseTo(expected.goodnessNegative(), within(1e-4 * (1 + expected.goodnessNegative())));
  }

  /** The same layer on the CPU and on the stand-in. */
  private static final class Both implements AutoCloseable {

    private final LayerParameters cpuParameters;
    private final LayerParameters cudaParameters;
    private final HostGpu gpu;
    private final CudaSession session;
    private final boolean ownsSession;
    private final CompiledExecutor cpu;
    private final CudaGraphExecutor cuda;

    Both(LayerSpec spec, OptimizerConfig optimizer, long bytes) {
      this(spec, optimizer, new HostGpu(bytes));
    }

    Both(LayerSpec spec, OptimizerConfig optimizer, HostGpu gpu) {
      this(spec, optimizer, gpu, null);
    }

    Both(LayerSpec spec, OptimizerConfig optimizer, CudaSession session) {
      this(spec, optimizer, (HostGpu) session.gpu(), session);
    }

    private Both(
        LayerSpec spec,
        OptimizerConfig optimizer,
        HostGpu gpu,
        @org.jspecify.annotations.Nullable CudaSession shared) {
      this.gpu = gpu;
      this.ownsSession = shared == null;
      this.session = shared != null ? shared : new CudaSession(gpu, Dialect.HOST, Precision.F32);
      this.cpuParameters = new LayerParameters(spec);
      this.cudaParameters = new LayerParameters(spec);
      float[] start = new float[spec.parameters()];
      Random random = new Random(spec.parameters());
      for (int i = 0; i < start.length; i++) {
        start[i] = (random.nextFloat() - 0.4f) / 2;
      }
      cpuParameters.set(start);
      cudaParameters.set(start);
      this.cpu = new CompiledExecutor(cpuParameters, optimizer, 1, MatmulPrecision.F32);
      this.cuda = new CudaGraphExecutor(session, cudaParameters, optimizer);
    }

    void assertStep(RowBlocks onCpu, RowBlocks onCuda) {
      assertAlike(cuda.step(onCuda), cpu.step(onCpu));
    }

    void assertParameters() {
      cuda.publish();
      float[] found = cudaParameters.toArray();
      float[] expected = cpuParameters.toArray();
      assertThat(found).containsExactly(expected, within(2e-3f));
      int apart = 0;
      for (int i = 0; i < found.length; i++) {
        apart += Math.abs(found[i] - expected[i]) > 1e-5 ? 1 : 0;
      }
      // Adam turns what is next to nothing in a gradient into a whole step.
      assertThat(apart).isLessThanOrEqualTo(found.length / 50);
    }

    @Override
    public void close() {
      cpu.close();
      cuda.close();
      cpuParameters.close();
      cudaParameters.close();
      if (ownsSession) {
        session.close();
      }
    }
  }

  /** Which calls a step makes, in order. */
  @Test
  void firstStep_ofPairs_isInOrder() {
    try (Both both = new Both(Layers.mean(INPUTS, 30), ADAM, PLENTY);
        Batches<PairRows> rows = rows(2 * EXAMPLES)) {
      both.session.rows(rows.batch(0)).bringUpToDate();
      both.cuda.setRate(1);
      both.gpu.calls().clear();
      both.cuda.step(rows.batch(0));

      List<String> calls = both.gpu.calls();
      assertThat(calls)
          .containsExactly(
              "synchronize",
              "upload parameters of layer 1 1110",
              "synchronize",
              "allocate working memory 17152",
              "upload numbers given to layer 1 4",
              "multiply working memory",
              "launch layerA",
              "multiply gradient of layer 1",
              "launch layerASums",
              "launch update",
              "download numbers seen in layer 1 5",
              "synchronize");
    }
  }
}
