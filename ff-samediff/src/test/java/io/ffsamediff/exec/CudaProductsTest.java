package io.ffsamediff.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.cuda.Precision;
import io.ffsamediff.cuda.ProductShape;
import io.ffsamediff.cuda.RecordingGpu;
import io.ffsamediff.data.Batches;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.Dataset.Split;
import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.PairRows;
import io.ffsamediff.data.TinyDatasets;
import io.ffsamediff.graph.LayerParameters;
import io.ffsamediff.graph.Layers;
import io.ffsamediff.kernel.Dialect;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The products of a step, alone: which they are, and what is left of them. */
class CudaProductsTest {

  private static final int INPUTS = TinyDatasets.SIDE * TinyDatasets.SIDE;
  private static final int EXAMPLES = 500;
  private static final int UNITS = 70;
  private static final long PLENTY = 1L << 30;

  /** Of which the reserve leaves so little that batches are cut into blocks. */
  private static final long LITTLE = (256L << 20) + (340 << 10);

  private static final OptimizerConfig ADAM = new OptimizerConfig.Adam(0.03, 0.9, 0.999, 1e-7);

  private final Dataset data = TinyDatasets.bands(Split.TRAIN, EXAMPLES, 5);

  /** A layer of pairs, and one above it, whose rows are positives and negatives. */
  @Test
  void shapes_ofTwoLayers_areForwardAndGradientOfImagesThenOfRows() {
    RecordingGpu gpu = new RecordingGpu(PLENTY);
    try (Layer layers = new Layer(gpu);
        CudaProducts lower = layers.lower.products(layers.batch());
        CudaProducts upper = layers.upper.products(layers.hidden)) {
      assertThat(lower.shapes())
          .containsExactly(
              new ProductShape(EXAMPLES, UNITS, INPUTS, false, false, Precision.TF32),
              new ProductShape(INPUTS, UNITS, EXAMPLES, true, false, Precision.TF32));
      assertThat(upper.shapes())
          .containsExactly(
              new ProductShape(2 * EXAMPLES, 20, UNITS, false, false, Precision.TF32),
              new ProductShape(UNITS, 20, 2 * EXAMPLES, true, false, Precision.TF32));
      assertThat(lower.operations()).isEqualTo(4.0 * EXAMPLES * UNITS * INPUTS);
      assertThat(upper.operations()).isEqualTo(8.0 * EXAMPLES * UNITS * 20);
    }
  }

  /** The same matrices in the same places, added up where the step adds up, and nothing else. */
  @ParameterizedTest
  @ValueSource(longs = {PLENTY, LITTLE})
  void seconds_ofAStep_multipliesWhatTheStepMultiplies(long bytes) {
    RecordingGpu gpu = new RecordingGpu(bytes);
    try (Layer layers = new Layer(gpu)) {
      gpu.clearLog();
      layers.lower.step(layers.batch());
      List<String> step = multiplications(gpu);
      try (CudaProducts products = layers.lower.products(layers.batch())) {
        products.seconds();
        gpu.clearLog();
        assertThat(products.seconds()).isPositive();
      }
      List<String> alone = multiplications(gpu);

      assertThat(alone).hasSizeGreaterThan(10 * step.size());
      assertThat(alone.subList(0, step.size())).isEqualTo(step);
      assertThat(alone.size() % step.size()).isZero();
      assertThat(gpu.log())
          .noneMatch(line -> line.matches(".*(launch|upload|download|copy|clear) .*"));
      if (bytes == LITTLE) {
        assertThat(step).hasSizeGreaterThan(2).last().asString().endsWith("beta 1.0");
      } else {
        assertThat(step).hasSize(2);
      }
    }
    assertThat(gpu.open()).isEmpty();
    assertThat(gpu.taken()).isZero();
  }

  private static List<String> multiplications(RecordingGpu gpu) {
    return gpu.log().stream().map(String::strip).filter(l -> l.startsWith("multiply")).toList();
  }

  /** Warmed up, then recorded, then timed: the last thing is a replay that is waited for. */
  @Test
  void seconds_ofAMatrixOfItsOwn_isReplayedAndGivenBack() {
    RecordingGpu gpu = new RecordingGpu(PLENTY);
    try (CudaSession session = new CudaSession(gpu, Dialect.CUDA, Precision.F32)) {
      long before = gpu.taken();
      try (CudaProducts product = CudaProducts.of(session, 200, 50, 78)) {
        product.seconds();

        List<String> calls = gpu.log().stream().filter(line -> !line.startsWith(" ")).toList();
        assertThat(calls.subList(calls.size() - 2, calls.size()))
            .containsExactly("replay", "synchronize");
        assertThat(gpu.log().stream().filter("begin capture"::equals)).hasSizeBetween(1, 2);
        assertThat(product.shapes())
            .containsExactly(new ProductShape(200, 50, 78, false, false, Precision.F32));
        assertThat(product.takenBytes())
            .isEqualTo(Float.BYTES * (200L * 78 + 78 * 50 + 200 * 50))
            .isEqualTo(gpu.taken());
      }
      assertThat(gpu.taken()).isEqualTo(before);
    }
    assertThat(gpu.open()).isEmpty();
  }

  /** Two layers that have taken a step on all examples. */
  private final class Layer implements AutoCloseable {

    private final Batches<PairRows> batches =
        Batches.of(
            data, TinyDatasets.overlay(InputNormalization.L2), Optional.empty(), EXAMPLES, 128);
    private final LayerParameters first = new LayerParameters(Layers.mean(INPUTS, UNITS));
    private final LayerParameters second = new LayerParameters(Layers.mean(UNITS, 20));
    private final CudaSession session;
    private final CudaGraphExecutor lower;
    private final CudaGraphExecutor upper;
    private final HiddenRows hidden;

    Layer(RecordingGpu gpu) {
      int[] negatives_N =
          IntStream.of(data.labels()).map(label -> (label + 1) % TinyDatasets.CLASSES).toArray();
      batches.startEpoch(IntStream.range(0, EXAMPLES).toArray(), negatives_N, 0);
      session = new CudaSession(gpu, Dialect.CUDA, Precision.TF32);
      lower = new CudaGraphExecutor(session, first, ADAM);
      upper = new CudaGraphExecutor(session, second, ADAM);
      hidden = new HiddenRows(batch(), UNITS);
      lower.step(batch());
      lower.handOver(batch(), hidden);
      upper.step(hidden);
    }

    PairRows batch() {
      return batches.batch(0);
    }

    @Override
    public void close() {
      upper.close();
      lower.close();
      session.close();
      hidden.close();
      second.close();
      first.close();
      batches.close();
    }
  }
}
