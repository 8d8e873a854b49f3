package io.ffsamediff.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.config.LayerConfig.GoodnessKind;
import io.ffsamediff.config.LayerConfig.Threshold;
import io.ffsamediff.config.LossConfig;
import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.config.PeerNormalizationConfig;
import io.ffsamediff.graph.FFDense;
import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerSpec;
import io.ffsamediff.graph.Layers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Plans with kernels in the place of ops, against plans of the graph's own ops. */
class HostKernelsTest {

  private static final int CLASSES = 3;

  private Random random = new Random(0);

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void training_anyLayer_yieldsWhatTheOpsYield(long seed) {
    random = new Random(seed);
    LayerSpec spec = layer();
    int rows = 2 * (1 + random.nextInt(20));
    Map<String, INDArray> bindings = parameters(spec);
    bindings.put(LayerGraph.INPUT, gaussian(rows, spec.inputs()));
    bindings.put(LayerGraph.POLARITY, polarities(rows));
    bindings.put(LayerGraph.INVERSE_ROWS, Nd4j.create(DataType.FLOAT, 1, 1).assign(1.0 / rows));

    assertSame(
        FFDense.build(spec, DataType.FLOAT),
        bindings,
        sums(
            spec,
            LayerGraph.PRE_ACTIVATION_GRADIENT,
            LayerGraph.KERNEL_GRADIENT,
            LayerGraph.LOSS_SUM,
            LayerGraph.GOODNESS_SUM,
            LayerGraph.GOODNESS_CONTRAST,
            LayerGraph.NORMALIZED),
        HostKernels::training);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void pairTraining_anyLayer_yieldsWhatTheOpsYield(long seed) {
    random = new Random(seed);
    LayerSpec spec = layer();
    int images = 1 + random.nextInt(40);
    Map<String, INDArray> bindings = pairs(spec, images);
    bindings.put(LayerGraph.INVERSE_ROWS, Nd4j.create(DataType.FLOAT, 1, 1).assign(0.5 / images));

    assertSame(
        FFDense.buildPairs(spec, DataType.FLOAT),
        bindings,
        sums(
            spec,
            LayerGraph.PRE_ACTIVATION_GRADIENT,
            LayerGraph.KERNEL_GRADIENT,
            LayerGraph.LABEL_KERNEL_GRADIENT,
            LayerGraph.LOSS_SUM,
            LayerGraph.GOODNESS_SUM,
            LayerGraph.GOODNESS_CONTRAST,
            LayerGraph.NORMALIZED_POSITIVE,
            LayerGraph.NORMALIZED_NEGATIVE),
        HostKernels::pairTraining);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void forward_anyNormalization_yieldsWhatTheOpsYield(long seed) {
    random = new Random(seed);
    LayerSpec spec = layer();
    Map<String, INDArray> bindings = parameters(spec);
    bindings.put(LayerGraph.INPUT, gaussian(1 + random.nextInt(40), spec.inputs()));

    assertSame(
        FFDense.buildForward(spec, DataType.FLOAT),
        bindings,
        List.of(LayerGraph.GOODNESS, LayerGraph.NORMALIZED),
        HostKernels::forward);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void pairForward_anyNormalization_yieldsWhatTheOpsYield(long seed) {
    random = new Random(seed);
    LayerSpec spec = layer();

    assertSame(
        FFDense.buildPairs(spec, DataType.FLOAT),
        pairs(spec, 1 + random.nextInt(40)),
        List.of(LayerGraph.NORMALIZED_POSITIVE, LayerGraph.NORMALIZED_NEGATIVE),
        HostKernels::pairForward);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void neutral_anyNormalization_yieldsWhatTheOpsYield(long seed) {
    random = new Random(seed);
    LayerSpec spec = layer();
    int images = 1 + random.nextInt(40);
    Map<String, INDArray> bindings = parameters(spec);
    bindings.put(LayerGraph.INPUT, gaussian(images, spec.inputs()));
    bindings.put(LayerGraph.IMAGE_SCALES, gaussian(images, 1));
    bindings.put(LayerGraph.NEUTRAL_HEIGHTS, gaussian(images, 1));
    bindings.put(LayerGraph.LABEL_KERNEL, gaussian(CLASSES, spec.units()));

    assertSame(
        FFDense.buildNeutral(spec, DataType.FLOAT),
        bindings,
        List.of(LayerGraph.NORMALIZED),
        HostKernels::neutral);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void labelTrial_anyLabels_yieldsWhatTheOpsYield(long seed) {
    random = new Random(seed);
    LayerSpec spec = layer();
    int images = 1 + random.nextInt(40);
    Map<String, INDArray> bindings = parameters(spec);
    bindings.remove(LayerGraph.KERNEL);
    bindings.put(LayerGraph.PRODUCT, gaussian(images, spec.units()));
    bindings.put(LayerGraph.LABELS, gaussian(images, CLASSES));
    bindings.put(LayerGraph.LABEL_KERNEL, gaussian(CLASSES, spec.units()));

    assertSame(
        FFDense.buildLabelTrial(spec, DataType.FLOAT),
        bindings,
        List.of(LayerGraph.GOODNESS, LayerGraph.NORMALIZED),
        HostKernels::labelTrial);
  }

  private static void assertSame(
      LayerGraph graph,
      Map<String, INDArray> bindings,
      List<String> names,
      Function<HostKernels, List<FusedChain>> chains) {
    List<GraphOutput> outputs = names.stream().map(GraphOutput::overwrite).toList();
    HostKernels kernels = HostKernels.of(graph.spec());
    HostKernels none = HostKernels.none(graph.spec());
    assertThat(chains.apply(kernels)).isNotEmpty();
    assertThat(chains.apply(none)).isEmpty();
    try (CompiledGraph fast =
            CompiledGraph.compile(graph.sameDiff(), bindings, outputs, chains.apply(kernels));
        CompiledGraph plain =
            CompiledGraph.compile(graph.sameDiff(), bindings, outputs, chains.apply(none))) {
      assertThat(fast.opCount()).isLessThan(plain.opCount());
      for (int repeat = 0; repeat < 2; repeat++) {
        fast.run();
        plain.run();
        for (String name : names) {
          assertClose(fast.array(name), plain.array(name), plain.array(scaleOf(name)), name);
        }
      }
    }
  }

  /** The contrast is a small difference of the sums that the goodness adds up to. */
  private static String scaleOf(String name) {
    return name.equals(LayerGraph.GOODNESS_CONTRAST) ? LayerGraph.GOODNESS_SUM : name;
  }

  private static void assertClose(
      INDArray actual, INDArray expected, INDArray scaledBy, String name) {
    double scale = Math.max(1e-3, scaledBy.amaxNumber().doubleValue());
    INDArray difference = actual.ravel().sub(expected.ravel());
    assertThat(difference.amaxNumber().doubleValue()).as(name).isLessThan(1e-5 * scale);
  }

  /** At least two units: SameDiff's own reduction fails on a matrix of one column. */
  private LayerSpec layer() {
    InputNormalization[] kinds = InputNormalization.values();
    LayerSpec plain =
        Layers.spec(
            1 + random.nextInt(20),
            2 + random.nextInt(30),
            random.nextInt(3) > 0,
            random.nextBoolean() ? GoodnessKind.MEAN : GoodnessKind.SUM,
            new Threshold.Fixed(random.nextDouble() * 3),
            null,
            null);
    LossConfig[] losses = {
      new LossConfig.Softplus(1),
      new LossConfig.Softplus(0.3),
      new LossConfig.Symba(0.7),
      new LossConfig.SwishSymba(0.7)
    };
    boolean peers = random.nextBoolean();
    return Layers.normalized(
        Layers.with(
            plain,
            losses[random.nextInt(losses.length)],
            peers ? new PeerNormalizationConfig(0.03, 0.9) : null),
        kinds[random.nextInt(kinds.length)]);
  }

  private Map<String, INDArray> parameters(LayerSpec spec) {
    Map<String, INDArray> bindings = new HashMap<>();
    bindings.put(LayerGraph.KERNEL, gaussian(spec.inputs(), spec.units()));
    if (spec.config().useBias()) {
      bindings.put(LayerGraph.BIAS, gaussian(1, spec.units()).reshape(spec.units()));
    }
    if (spec.normalizesPeers()) {
      bindings.put(LayerGraph.PEER_PULL, gaussian(1, spec.units()));
    }
    return bindings;
  }

  private Map<String, INDArray> pairs(LayerSpec spec, int images) {
    Map<String, INDArray> bindings = parameters(spec);
    bindings.put(LayerGraph.INPUT, gaussian(images, spec.inputs()));
    bindings.put(LayerGraph.LABEL_KERNEL, gaussian(CLASSES, spec.units()));
    bindings.put(LayerGraph.POSITIVE_LABELS, gaussian(images, CLASSES));
    bindings.put(LayerGraph.NEGATIVE_LABELS, gaussian(images, CLASSES));
    return bindings;
  }

  private static List<String> sums(LayerSpec spec, String... names) {
    List<String> all = new ArrayList<>(List.of(names));
    if (spec.config().useBias()) {
      all.add(LayerGraph.BIAS_GRADIENT);
    }
    if (spec.normalizesPeers()) {
      all.add(LayerGraph.ACTIVITY_SUM);
    }
    return all;
  }

  private INDArray polarities(int rows) {
    INDArray p_B1 = Nd4j.create(DataType.FLOAT, new long[] {rows, 1}, 'c');
    for (int r = 0; r < rows; r++) {
      p_B1.putScalar(r, r < rows / 2 ? 1 : -1);
    }
    return p_B1;
  }

  private INDArray gaussian(int rows, int columns) {
    INDArray matrix = Nd4j.create(DataType.FLOAT, new long[] {rows, columns}, 'c');
    for (int i = 0; i < rows * columns; i++) {
      matrix.putScalar(i, (float) random.nextGaussian());
    }
    return matrix;
  }
}
