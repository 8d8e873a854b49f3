package io.ffsamediff.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.cuda.GpuMemoryException;
import io.ffsamediff.cuda.HostGpu;
import io.ffsamediff.cuda.Precision;
import io.ffsamediff.cuda.RecordingGpu;
import io.ffsamediff.data.Batches;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.PairRows;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.data.TinyDatasets;
import io.ffsamediff.graph.DenseParameters;
import io.ffsamediff.graph.HeadParameters;
import io.ffsamediff.graph.HeadSpec;
import io.ffsamediff.graph.LayerParameters;
import io.ffsamediff.graph.LayerSpec;
import io.ffsamediff.graph.Layers;
import io.ffsamediff.kernel.Dialect;
import io.ffsamediff.kernel.HostLibrary;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trials on a device, on a stand-in, against those on the host. */
class CudaTrialTest {

  private static final int INPUTS = TinyDatasets.SIDE * TinyDatasets.SIDE;
  private static final int EXAMPLES = 150;
  private static final long PLENTY = 1L << 26;
  private static final OptimizerConfig ADAM = new OptimizerConfig.Adam(0.03, 0.9, 0.999, 1e-7);

  private final Dataset data = TinyDatasets.bands(Dataset.Split.TEST, EXAMPLES, 3);
  private final RowEncoder encoder = TinyDatasets.overlay(InputNormalization.L2);
  private final LayerSpec first = Layers.mean(INPUTS, 30);
  private final LayerSpec second =
      new LayerSpec(2, 30, Layers.mean(30, 17).config(), first.normalization());
  private final LayerParameters lower = new LayerParameters(first);
  private final LayerParameters upper = new LayerParameters(second);
  private final HeadParameters head =
      new HeadParameters(new HeadSpec(List.of(1, 2), List.of(30, 17), TinyDatasets.CLASSES));
  private final List<LayerParameters> layers = List.of(lower, upper);

  @BeforeAll
  static void needsCompiler() {
    assumeTrue(HostLibrary.isAvailable(), "no C compiler (cc) on this machine");
  }

  @BeforeEach
  void fill() {
    fill(1);
  }

  private void fill(int seed) {
    Random random = new Random(seed);
    for (DenseParameters each : List.of(lower, upper, head)) {
      float[] values = new float[Math.toIntExact(each.flat().length())];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextFloat() - 0.4f;
      }
      each.set(values);
    }
  }

  @AfterEach
  void close() {
    lower.close();
    upper.close();
    head.close();
  }

  private static CudaSession session(HostGpu gpu) {
    return new CudaSession(gpu, Dialect.HOST, Precision.F32);
  }

  /** In one block, and in smaller ones where memory is short. */
  @ParameterizedTest
  @ValueSource(longs = {PLENTY, 80 << 10})
  void labels_ofDataSets_haveTheHostsGoodness(long bytes) {
    HostGpu gpu = new HostGpu(bytes);
    try (LabelTrial host = new HostLabelTrial(layers, encoder, EXAMPLES);
        LabelTrial device = CudaLabelTrial.ofHost(session(gpu), layers, encoder)) {
      for (int seed = 1; seed < 4; seed++) {
        fill(seed);
        assertAlike(device.run(data), host.run(data));
      }
      Dataset more = TinyDatasets.bands(Dataset.Split.TEST, 2 * EXAMPLES + 1, 5);
      assertAlike(device.run(more), host.run(more));
    }
    assertThat(gpu.open()).isEmpty();
    assertThat(gpu.calls()).anyMatch(call -> call.equals("replay"));
  }

  @Test
  void labels_farTooLittleMemory_isAnErrorThatLeavesNothingOpen() {
    HostGpu gpu = new HostGpu(40 << 10);
    try (LabelTrial device = CudaLabelTrial.ofHost(session(gpu), layers, encoder)) {
      assertThatThrownBy(() -> device.run(data)).isInstanceOf(GpuMemoryException.class);
    }
    assertThat(gpu.open()).isEmpty();

    HostGpu tiny = new HostGpu(5 << 10);
    assertThatThrownBy(() -> CudaLabelTrial.ofHost(session(tiny), layers, encoder))
        .isInstanceOf(GpuMemoryException.class);
    assertThat(tiny.open()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {PLENTY, 60 << 10})
  void head_ofDataSets_hasTheHostsLogits(long bytes) {
    HostGpu gpu = new HostGpu(bytes);
    try (HeadTrial host = new HostHeadTrial(layers, head, encoder, EXAMPLES);
        HeadTrial device = new CudaHeadTrial(session(gpu), layers, head, encoder)) {
      for (int seed = 1; seed < 4; seed++) {
        fill(seed);
        assertThat(device.run(data)).containsExactly(host.run(data), within(1e-4f));
      }
    }
    assertThat(gpu.open()).isEmpty();
  }

  /** The batch's weights are those of the device, which the host does not have. */
  @Test
  void labels_ofBatches_areTriedWithWeightsInTraining() {
    HostGpu gpu = new HostGpu(PLENTY);
    try (Batches<PairRows> batches =
            Batches.of(data, encoder, Optional.empty(), EXAMPLES, EXAMPLES);
        CudaSession session = session(gpu);
        CudaGraphExecutor layer = new CudaGraphExecutor(session, lower, ADAM);
        CudaGraphExecutor above = new CudaGraphExecutor(session, upper, ADAM);
        LabelTrial host = new HostLabelTrial(layers, encoder, EXAMPLES);
        LabelTrial device = CudaLabelTrial.ofBatches(session, layers, encoder, EXAMPLES)) {
      batches.startEpoch(IntStream.range(0, EXAMPLES).toArray(), data.labels(), 0);
      PairRows batch = batches.batch(0);
      for (int pair = 0; pair < EXAMPLES; pair++) {
        batch.setNegative(pair, (batch.label(pair) + 1) % TinyDatasets.CLASSES);
      }
      for (int step = 0; step < 3; step++) {
        layer.step(batch);
        gpu.calls().clear();
        List<float[]> found = device.run(batch);
        assertThat(gpu.calls()).noneMatch(call -> call.startsWith("download parameters"));
        layer.publish();
        above.publish();
        assertAlike(found, host.run(batch));
      }
    }
    assertThat(gpu.open()).isEmpty();
  }

  /** The calls with the CUDA C of the kernels. */
  @Test
  void trials_withCudaC_areWithinAllBounds() {
    RecordingGpu gpu = new RecordingGpu(PLENTY);
    RecordingGpu other = new RecordingGpu(PLENTY);
    try (LabelTrial labels =
            CudaLabelTrial.ofHost(
                new CudaSession(gpu, Dialect.CUDA, Precision.F32), layers, encoder);
        HeadTrial trial =
            new CudaHeadTrial(
                new CudaSession(other, Dialect.CUDA, Precision.F32), layers, head, encoder)) {
      for (int run = 0; run < 3; run++) {
        assertThat(labels.run(data)).hasSize(2);
        assertThat(trial.run(data)).hasSize(EXAMPLES * TinyDatasets.CLASSES);
      }
    }
    assertThat(gpu.open()).isEmpty();
    assertThat(other.open()).isEmpty();
  }

  private static void assertAlike(List<float[]> found, List<float[]> expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int layer = 0; layer < expected.size(); layer++) {
      assertThat(found.get(layer)).containsExactly(expected.get(layer), within(1e-4f));
    }
  }
}
