package io.ffsamediff.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ffsamediff.config.LayerConfig;
import io.ffsamediff.config.LayerConfig.GoodnessKind;
import io.ffsamediff.config.LossConfig;
import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.config.PeerNormalizationConfig;
import io.ffsamediff.cuda.HostGpu;
import io.ffsamediff.cuda.Precision;
import io.ffsamediff.graph.LayerSpec;
import io.ffsamediff.graph.Layers;
import io.ffsamediff.kernel.HostLibrary;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
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
  private static final int TF32_EXAMPLES = 120;
  private static final int UNITS = 123;
  private static final OptimizerConfig SGD = new OptimizerConfig.Sgd(0.02, 0, true, 0);
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
    try (RandomRows rows = rows(seed)) {
      RandomLayer layer = layer(seed, rows);
      steps(seed, rows, new CudaBeside(layer, new HostGpu(PLENTY), Precision.F32, TOLERANCE));
    }
  }

  static Stream<LayerSpec> usualLayers() {
    PeerNormalizationConfig peers = new PeerNormalizationConfig(0.03, 0.9);
    LayerSpec mean = Layers.mean(1, UNITS);
    LayerSpec sum = Layers.normalized(Layers.sum(1, UNITS), InputNormalization.RMS);
    return Stream.of(
        mean,
        Layers.with(sum, new LossConfig.Softplus(1), peers),
        Layers.with(mean, new LossConfig.Symba(4), null),
        Layers.with(mean, new LossConfig.SwishSymba(6), null));
  }

  @ParameterizedTest
  @MethodSource("usualLayers")
  void steps_ofUsualLayersInTf32_haveTheCpusGradientNearly(LayerSpec usual) {
    double furthest = 0;
    for (long seed = 0; seed < RandomRows.Kind.values().length; seed++) {
      try (RandomRows rows = rows(seed, TF32_EXAMPLES)) {
        LayerSpec spec =
            new LayerSpec(1, rows.rows().width(), usual.config(), usual.normalization());
        RandomLayer layer = RandomLayer.of(spec, SGD, random(seed, "layer"), rows.length());
        CudaBeside both = tf32(layer, TF32_TOLERANCE);
        steps(seed, rows, both);
        furthest = Math.max(furthest, both.furthestApart());
      }
    }
    assertThat(furthest).as("in float32 it would be less").isGreaterThan(10 * TOLERANCE);
  }

  static LongStream seedsOfTf32() {
    return LongStream.range(0, CASES)
        .filter(seed -> layer(seed, 1, 1).spec().config().goodness() == GoodnessKind.MEAN)
        .limit(10);
  }

  /** Of what is a small difference TF32 has few digits: some random layers are beyond 2e-3. */
  @ParameterizedTest
  @MethodSource("seedsOfTf32")
  void steps_ofRandomLayersInTf32_haveTheCpusGradientRoughly(long seed) {
    try (RandomRows rows = rows(seed, TF32_EXAMPLES)) {
      steps(seed, rows, tf32(layer(seed, rows), 5 * TF32_TOLERANCE));
    }
  }

  private static CudaBeside tf32(RandomLayer layer, double tolerance) {
    return new CudaBeside(layer, new HostGpu(PLENTY), Precision.TF32, tolerance);
  }

  static LongStream seedsOfLittleMemory() {
    return LongStream.range(0, CASES)
        .filter(seed -> !layer(seed, 1, 1).spec().comparesPairs())
        .limit(6);
  }

  /** In so little memory that rows come in several blocks. */
  @ParameterizedTest
  @MethodSource("seedsOfLittleMemory")
  void steps_inLittleMemory_haveTheCpusGradient(long seed) {
    int examples = 2 * LEAST_ROWS + 1 + (int) (seed % LEAST_ROWS);
    HostGpu plenty = new HostGpu(PLENTY);
    try (RandomRows rows = rows(seed, examples)) {
      steps(seed, rows, new CudaBeside(layer(seed, rows), plenty, Precision.F32, TOLERANCE));
    }
    HostGpu little = new HostGpu(plenty.mostTaken() - workingMemory(plenty) / 4, PLENTY);
    try (RandomRows rows = rows(seed, examples)) {
      steps(seed, rows, new CudaBeside(layer(seed, rows), little, Precision.F32, TOLERANCE));
    }
    assertThat(little.calls().stream().filter(call -> call.startsWith("multiply gradient")))
        .as("seed %d: blocks of a step that is done, and of one that is captured", seed)
        .hasSizeGreaterThan(2);
  }

  /** Bytes of working memory that were taken last. */
  private static long workingMemory(HostGpu gpu) {
    String allocation = "allocate working memory ";
    return gpu.calls().stream()
        .filter(call -> call.startsWith(allocation))
        .mapToLong(call -> Long.parseLong(call.substring(allocation.length())))
        .max()
        .orElseThrow();
  }

  /** A kind of loss or optimiser that is added is to be drawn too. */
  @Test
  void draw_allSeeds_haveEveryKindOfLayer() {
    List<RandomLayer> layers = seeds().mapToObj(seed -> layer(seed, 1, 1)).toList();
    List<LayerConfig> configs = layers.stream().map(layer -> layer.spec().config()).toList();

    assertKinds(LossConfig.class, configs.stream().map(LayerConfig::loss));
    assertKinds(LayerConfig.Threshold.class, configs.stream().map(LayerConfig::threshold));
    assertKinds(OptimizerConfig.class, layers.stream().map(RandomLayer::optimizer));
    assertThat(configs).extracting(LayerConfig::goodness).contains(GoodnessKind.values());
    assertThat(configs).extracting(LayerConfig::useBias).contains(true, false);
    assertThat(configs).anyMatch(config -> config.peerNormalization() != null);
    assertThat(configs).anyMatch(config -> config.kernelRegularizer() != null);
    assertThat(configs).anyMatch(config -> config.biasRegularizer() != null);
    assertThat(layers)
        .extracting(layer -> layer.spec().normalization())
        .contains(InputNormalization.values());
  }

  private static void assertKinds(Class<?> kinds, Stream<?> drawn) {
    assertThat(drawn.map(Object::getClass).collect(Collectors.<Class<?>>toSet()))
        .containsExactlyInAnyOrder(kinds.getPermittedSubclasses());
  }

  /**
   * Steps, one after the other; rows change in between. Adam makes a whole step of what is next to
   * nothing in a gradient: with it, and in TF32, both sides go on from the same parameters.
   */
  private static void steps(long seed, RandomRows rows, CudaBeside made) {
    Random random = random(seed, "steps");
    HandOver handOver = RandomLayer.pick(random, List.of(HandOver.values()));
    boolean goesOnAlike = made.driftsApart() || random.nextBoolean();
    int step = 0;
    try (CudaBeside both = made) {
      for (; step < STEPS; step++) {
        step(both, rows, handOver);
        if (goesOnAlike) {
          both.restore();
        }
        rows.change();
      }
    } catch (AssertionError e) {
      throw new AssertionError(
          "seed %d, step %d: %s, handed on %s, %s"
              .formatted(seed, step, rows, handOver, layer(seed, rows)),
          e);
    }
  }

  private static void step(CudaBeside both, RandomRows rows, HandOver handOver) {
    if (handOver == HandOver.WITH_STEPS) {
      both.stepAndHandOver(rows.rows());
      return;
    }
    if (handOver == HandOver.BEFORE_STEPS) {
      rows.neutral().ifPresent(both::handOver);
      both.handOver(rows.rows());
    }
    both.step(rows.rows());
  }

  private static RandomRows rows(long seed) {
    return rows(seed, RandomLayer.size(random(seed, "examples"), 150));
  }

  private static RandomRows rows(long seed, int examples) {
    Random random = random(seed, "rows");
    int blockRows = random.nextBoolean() ? 2 * examples : 2 + random.nextInt(2 * examples);
    RandomRows.Kind[] kinds = RandomRows.Kind.values();
    return new RandomRows(random, kinds[(int) (seed % kinds.length)], examples, blockRows);
  }

  private static RandomLayer layer(long seed, RandomRows rows) {
    return layer(seed, rows.rows().width(), rows.length());
  }

  private static RandomLayer layer(long seed, int inputs, double length) {
    return RandomLayer.draw(random(seed, "layer"), inputs, length);
  }

  /** Random's first numbers of seeds side by side are alike; these are not. */
  private static Random random(long seed, String role) {
    return new Random(new SplittableRandom(31 * seed + role.hashCode()).nextLong());
  }
}
