package io.ffsamediff.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ffsamediff.config.LayerConfig;
import io.ffsamediff.config.LayerConfig.GoodnessKind;
import io.ffsamediff.config.LossConfig;
import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.cuda.GpuMemoryException;
import io.ffsamediff.cuda.HostGpu;
import io.ffsamediff.cuda.Precision;
import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.graph.LayerSpec;
import io.ffsamediff.kernel.HostLibrary;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Layers, optimisers and rows drawn at random: the executor for CUDA on a stand-in for the device,
 * against the one for the CPU. A seed has the same case each time.
 */
class CudaRandomLayersTest {

  private static final int CASES = 48;
  private static final int STEPS = 3;
  private static final double TOLERANCE = 1e-5;
  private static final double TF32_TOLERANCE = 2e-3;
  private static final long PLENTY = 1L << 30;

  /** Where blocks are cut for lack of memory, they have so many rows. */
  private static final int LEAST_ROWS = 64;

  /** When activations are handed on. */
  private enum HandOver {
    NEVER,
    BEFORE_STEPS,
    WITH_STEPS
  }

  @BeforeAll
  static void needsCompiler() {
    assumeTrue(HostLibrary.isAvailable(), "no C compiler (cc) on this machine");
  }

  static LongStream seeds() {
    return LongStream.range(0, CASES);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void steps_ofARandomLayer_haveTheCpusGradient(long seed) {
    Random random = random(seed, "case");
    try (RandomRows rows = rows(seed)) {
      RandomLayer layer = layer(seed, rows);
      HandOver handOver = RandomLayer.pick(random, List.of(HandOver.values()));
      boolean isRestored = random.nextInt(3) == 0;
      try (CudaBeside both =
              new CudaBeside(layer, new HostGpu(PLENTY), Precision.F32, TOLERANCE);
          Outputs outputs = new Outputs(rows.rows(), layer.spec())) {
        for (int step = 0; step < STEPS; step++) {
          step(both, rows.rows(), handOver, outputs);
          if (isRestored) {
            both.restore();
          }
          rows.change();
        }
      } catch (AssertionError e) {
        throw new AssertionError(
            "seed %d: %s, %s, handed on %s".formatted(seed, rows, layer, handOver), e);
      }
    }
  }

  private static void step(CudaBeside both, RowBlocks rows, HandOver handOver, Outputs outputs) {
    if (handOver == HandOver.WITH_STEPS) {
      both.stepAndHandOver(rows, outputs.onCpu(), outputs.onCuda());
      return;
    }
    if (handOver == HandOver.BEFORE_STEPS) {
      both.handOver(rows, outputs.onCpu(), outputs.onCuda());
    }
    both.step(rows);
  }

  private static RandomRows rows(long seed) {
    Random random = random(seed, "rows");
    int examples = RandomLayer.size(random, 150);
    int blockRows = random.nextBoolean() ? 2 * examples : 2 + random.nextInt(2 * examples);
    RandomRows.Kind[] kinds = RandomRows.Kind.values();
    return new RandomRows(random, kinds[(int) (seed % kinds.length)], examples, blockRows);
  }

  private static RandomLayer layer(long seed, RandomRows rows) {
    return RandomLayer.draw(random(seed, "layer"), rows.rows().width(), rows.length());
  }

  /** Random's first numbers of seeds side by side are alike; these are not. */
  private static Random random(long seed, String role) {
    return new Random(new SplittableRandom(31 * seed + role.hashCode()).nextLong());
  }

  /** Activations handed on by both. */
  private record Outputs(HiddenRows onCpu, HiddenRows onCuda) implements AutoCloseable {

    Outputs(RowBlocks rows, LayerSpec spec) {
      this(new HiddenRows(rows, spec.units()), new HiddenRows(rows, spec.units()));
    }

    @Override
    public void close() {
      onCpu.close();
      onCuda.close();
    }
  }
}
