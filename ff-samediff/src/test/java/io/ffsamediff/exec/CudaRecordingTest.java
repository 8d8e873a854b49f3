package io.ffsamediff.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.cuda.Precision;
import io.ffsamediff.cuda.RecordingGpu;
import io.ffsamediff.data.Batches;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.Dataset.Split;
import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.PairRows;
import io.ffsamediff.data.TinyDatasets;
import io.ffsamediff.graph.LayerParameters;
import io.ffsamediff.graph.LayerSpec;
import io.ffsamediff.graph.Layers;
import io.ffsamediff.kernel.Dialect;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The calls with the CUDA C of the kernels: ranges, arguments, captures and what is given back. */
class CudaRecordingTest {

  private static final int INPUTS = TinyDatasets.SIDE * TinyDatasets.SIDE;
  private static final int EXAMPLES = 500;
  private static final int UNITS = 70;
  private static final OptimizerConfig ADAM = new OptimizerConfig.Adam(0.03, 0.9, 0.999, 1e-7);

  private final Dataset data = TinyDatasets.bands(Split.TRAIN, EXAMPLES, 5);

  /** Of the second the reserve leaves little. */
  @ParameterizedTest
  @ValueSource(longs = {1L << 30, (256L << 20) + (340 << 10)})
  void training_ofTwoLayers_isWithinAllBoundsAndGivesAllBack(long bytes) {
    RecordingGpu gpu = new RecordingGpu(bytes);
    LayerSpec spec = Layers.mean(INPUTS, UNITS);
    LayerSpec above = Layers.mean(UNITS, 20);
    try (Batches<PairRows> batches = batches();
        HiddenRows hidden = new HiddenRows(batches.batch(0), UNITS);
        LayerParameters first = new LayerParameters(spec);
        LayerParameters second = new LayerParameters(above);
        CudaSession session = new CudaSession(gpu, Dialect.CUDA, Precision.TF32);
        CudaGraphExecutor lower = new CudaGraphExecutor(session, first, ADAM);
        CudaGraphExecutor upper = new CudaGraphExecutor(session, second, ADAM)) {
      for (int step = 0; step < 3; step++) {
        lower.step(batches.batch(0));
        lower.handOver(batches.batch(0), hidden);
        upper.step(hidden);
      }
      lower.publish();
      assertThat(hidden.all().rows()).isEqualTo(2 * EXAMPLES);
    }

    assertThat(gpu.open()).isEmpty();
    assertThat(gpu.taken()).isZero();
    assertThat(gpu.mostTaken()).isLessThanOrEqualTo(bytes);
  }

  /** Weights, state and activations stay: after the first steps nothing is copied but numbers. */
  @Test
  void step_replayed_isReplayedAndWaitedFor() {
    RecordingGpu gpu = new RecordingGpu(1L << 30);
    try (Batches<PairRows> batches = batches();
        LayerParameters parameters = new LayerParameters(Layers.mean(INPUTS, UNITS));
        CudaSession session = new CudaSession(gpu, Dialect.CUDA, Precision.F32);
        CudaGraphExecutor executor = new CudaGraphExecutor(session, parameters, ADAM)) {
      executor.step(batches.batch(0));
      executor.step(batches.batch(0));
      gpu.clearLog();
      executor.step(batches.batch(0));

      List<String> log = gpu.log();
      assertThat(log).first().asString().startsWith("replay");
      assertThat(log).last().asString().startsWith("synchronize");
      assertThat(log)
          .noneMatch(line -> line.matches("(allocate|pin|load|prepare|copy) .*"))
          .filteredOn(line -> line.matches(".*(upload|download).*"))
          .allMatch(line -> line.contains("numbers "));
    }
  }

  private Batches<PairRows> batches() {
    Batches<PairRows> batches =
        Batches.of(
            data, TinyDatasets.overlay(InputNormalization.L2), Optional.empty(), EXAMPLES, 128);
    int[] negatives_N =
        IntStream.of(data.labels()).map(label -> (label + 1) % TinyDatasets.CLASSES).toArray();
    batches.startEpoch(IntStream.range(0, EXAMPLES).toArray(), negatives_N, 0);
    return batches;
  }
}
