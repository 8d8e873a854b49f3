package io.ffsamediff.exec;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ffsamediff.config.LayerConfig.GoodnessKind;
import io.ffsamediff.config.LayerConfig.Threshold;
import io.ffsamediff.config.LossConfig;
import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.config.PeerNormalizationConfig;
import io.ffsamediff.config.RegularizerConfig;
import io.ffsamediff.exec.DevicePlan.Extent;
import io.ffsamediff.graph.FFDense;
import io.ffsamediff.graph.HeadSpec;
import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerSpec;
import io.ffsamediff.graph.Layers;
import io.ffsamediff.graph.SoftmaxHead;
import io.ffsamediff.kernel.HostLibrary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Plans for a device, run as plain C, against the graph's own ops. */
class DevicePlanTest {

  private static final int PAIRS = 9;
  private static final int CLASSES = 3;

  @BeforeAll
  static void needsCompiler() {
    assumeTrue(HostLibrary.isAvailable(), "no C compiler (cc) on this machine");
  }

  static Stream<LayerSpec> layers() {
    RegularizerConfig penalty = new RegularizerConfig(0.01, 0.02);
    Threshold fixed = new Threshold.Fixed(1.5);
    LayerSpec mean = Layers.mean(70, 37);
    return Stream.of(
        mean,
        Layers.sum(70, 5),
        Layers.mean(3, 1),
        Layers.normalized(mean, InputNormalization.RMS),
        Layers.normalized(mean, InputNormalization.NONE),
        Layers.spec(7, 5, false, GoodnessKind.MEAN, fixed, null, null),
        Layers.spec(7, 5, true, GoodnessKind.MEAN, fixed, penalty, penalty),
        Layers.with(mean, new LossConfig.Softplus(2), new PeerNormalizationConfig(0.03, 0.9)),
        Layers.with(mean, new LossConfig.Symba(4), null),
        Layers.with(mean, new LossConfig.SwishSymba(6), new PeerNormalizationConfig(0.03, 0.9)));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void rows_anyLayer_areWhatTheOpsSay(LayerSpec spec) {
    LayerGraph graph = FFDense.build(spec, DataType.FLOAT);
    Map<String, INDArray> bound = parameters(spec);
    bound.put(LayerGraph.INPUT, random(2 * PAIRS, spec.inputs()));
    INDArray polarity_B1 = Nd4j.ones(DataType.FLOAT, 2 * PAIRS, 1);
    for (int r = PAIRS; r < 2 * PAIRS; r++) {
      polarity_B1.putScalar(r, 0, -1);
    }
    bound.put(LayerGraph.POLARITY, polarity_B1);
    List<String> wanted = new ArrayList<>(sums(spec));
    wanted.add(LayerGraph.NORMALIZED);
    Stream.of(
            LayerGraph.PENALTY,
            LayerGraph.KERNEL_PENALTY_GRADIENT,
            LayerGraph.BIAS_PENALTY_GRADIENT)
        .filter(graph::has)
        .forEach(wanted::add);

    check(graph.sameDiff(), bound, wanted);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void pairs_anyLayer_areWhatTheOpsSay(LayerSpec spec) {
    Map<String, INDArray> bound = parameters(spec);
    bound.put(LayerGraph.INPUT, random(PAIRS, spec.inputs()));
    bound.put(LayerGraph.LABEL_KERNEL, random(CLASSES, spec.units()));
    INDArray positive_BC = Nd4j.zeros(DataType.FLOAT, PAIRS, CLASSES);
    INDArray negative_BC = Nd4j.zeros(DataType.FLOAT, PAIRS, CLASSES);
    for (int r = 0; r < PAIRS; r++) {
      positive_BC.putScalar(r, r % CLASSES, 0.5);
      negative_BC.putScalar(r, (r + 1) % CLASSES, 0.5);
    }
    bound.put(LayerGraph.POSITIVE_LABELS, positive_BC);
    bound.put(LayerGraph.NEGATIVE_LABELS, negative_BC);
    List<String> wanted = new ArrayList<>(sums(spec));
    wanted.addAll(
        List.of(
            LayerGraph.LABEL_KERNEL_GRADIENT,
            LayerGraph.NORMALIZED_POSITIVE,
            LayerGraph.NORMALIZED_NEGATIVE));

    check(FFDense.buildPairs(spec, DataType.FLOAT).sameDiff(), bound, wanted);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void neutral_anyLayer_isWhatTheOpsSay(LayerSpec spec) {
    Map<String, INDArray> bound = parameters(spec);
    bound.put(LayerGraph.INPUT, random(PAIRS, spec.inputs()));
    bound.put(LayerGraph.LABEL_KERNEL, random(CLASSES, spec.units()));
    bound.put(LayerGraph.IMAGE_SCALES, random(PAIRS, 1));
    bound.put(LayerGraph.NEUTRAL_HEIGHTS, random(PAIRS, 1));

    check(
        FFDense.buildNeutral(spec, DataType.FLOAT).sameDiff(),
        bound,
        List.of(LayerGraph.NORMALIZED));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void labelTrial_anyLayer_isWhatTheOpsSay(LayerSpec spec) {
    Map<String, INDArray> bound = parameters(spec);
    bound.put(LayerGraph.PRODUCT, random(PAIRS, spec.units()));
    bound.put(LayerGraph.LABEL_KERNEL, random(1, spec.units()));
    bound.put(LayerGraph.LABELS, random(PAIRS, 1));

    check(
        FFDense.buildLabelTrial(spec, DataType.FLOAT).sameDiff(),
        bound,
        List.of(LayerGraph.GOODNESS, LayerGraph.NORMALIZED));
  }

  @Test
  void head_ofTwoLayers_isWhatTheOpsSay() {
    HeadSpec spec = new HeadSpec(List.of(2, 3), List.of(37, 5), CLASSES);
    Nd4j.getRandom().setSeed(7);
    Map<String, INDArray> bound = new HashMap<>();
    for (int index = 0; index < 2; index++) {
      int width = spec.widths().get(index);
      bound.put(SoftmaxHead.input(index), random(PAIRS, width).muli(300));
      bound.put(SoftmaxHead.kernel(index), random(width, CLASSES));
    }
    bound.put(SoftmaxHead.BIAS, random(1, CLASSES).reshape(CLASSES));
    INDArray labels_BC = Nd4j.zeros(DataType.FLOAT, PAIRS, CLASSES);
    for (int r = 0; r < PAIRS; r++) {
      labels_BC.putScalar(r, r % CLASSES, 1);
    }
    bound.put(SoftmaxHead.LABELS, labels_BC);
    bound.put(SoftmaxHead.INVERSE_ROWS, Nd4j.ones(DataType.FLOAT, 1, 1).divi(PAIRS));

    check(
        SoftmaxHead.build(spec, DataType.FLOAT),
        bound,
        List.of(
            SoftmaxHead.LOGITS,
            SoftmaxHead.PROBABILITIES,
            SoftmaxHead.kernelGradient(0),
            SoftmaxHead.kernelGradient(1),
            SoftmaxHead.BIAS_GRADIENT));
  }

  /** What goes between the products of a usual layer is one kernel. */
  @Test
  void plan_usualLayer_isAProductAKernelAndAProduct() {
    LayerSpec spec = Layers.mean(70, 37);
    Map<String, Extent> extents = new HashMap<>();
    parameters(spec).forEach((name, array) -> extents.put(name, Extent.of(array.shape())));
    extents.put(LayerGraph.INPUT, new Extent(PAIRS, 70));
    extents.put(LayerGraph.LABEL_KERNEL, new Extent(CLASSES, 37));
    extents.put(LayerGraph.POSITIVE_LABELS, new Extent(PAIRS, CLASSES));
    extents.put(LayerGraph.NEGATIVE_LABELS, new Extent(PAIRS, CLASSES));
    List<DeviceOutput> wanted =
        Stream.concat(sums(spec).stream(), Stream.of(LayerGraph.LABEL_KERNEL_GRADIENT))
            .map(DeviceOutput::overwrite)
            .toList();

    DevicePlan plan =
        DevicePlan.of(
            "pairs",
            FFDense.buildPairs(spec, DataType.FLOAT).sameDiff(),
            extents,
            Set.of(LayerGraph.POSITIVE_LABELS, LayerGraph.NEGATIVE_LABELS),
            wanted);

    assertThat(plan.steps())
        .extracting(step -> step.getClass().getSimpleName())
        .containsExactly("Multiply", "Run", "Multiply");
    assertThat(plan.buffers())
        .containsOnlyKeys(LayerGraph.PRODUCT, LayerGraph.PRE_ACTIVATION_GRADIENT);
  }

  @Test
  void plan_opWithoutRule_isNamed() {
    SameDiff sd = SameDiff.create();
    sd.math().tanh("t", sd.placeHolder("x", DataType.FLOAT, 2, 2));

    assertThatThrownBy(
            () ->
                DevicePlan.of(
                    "odd",
                    sd,
                    Map.of("x", new Extent(2, 2)),
                    Set.of(),
                    List.of(DeviceOutput.overwrite("t"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("CUDA: op of t: expected one of [")
        .hasMessageContaining("received tanh (Tanh)");
  }

  private static List<String> sums(LayerSpec spec) {
    List<String> sums =
        new ArrayList<>(
            List.of(
                LayerGraph.KERNEL_GRADIENT,
                LayerGraph.LOSS_SUM,
                LayerGraph.GOODNESS_SUM,
                LayerGraph.GOODNESS_CONTRAST));
    if (spec.config().useBias()) {
      sums.add(LayerGraph.BIAS_GRADIENT);
    }
    if (spec.normalizesPeers()) {
      sums.add(LayerGraph.ACTIVITY_SUM);
    }
    return sums;
  }

  private static Map<String, INDArray> parameters(LayerSpec spec) {
    Nd4j.getRandom().setSeed(7);
    Map<String, INDArray> bound = new HashMap<>();
    bound.put(LayerGraph.KERNEL, random(spec.inputs(), spec.units()));
    if (spec.config().useBias()) {
      bound.put(LayerGraph.BIAS, random(1, spec.units()).reshape(spec.units()));
    }
    if (spec.normalizesPeers()) {
      bound.put(LayerGraph.PEER_PULL, random(1, spec.units()));
    }
    bound.put(
        LayerGraph.INVERSE_ROWS, Nd4j.scalar(0.5f / PAIRS).castTo(DataType.FLOAT).reshape(1, 1));
    return bound;
  }

  private static INDArray random(int rows, int columns) {
    return Nd4j.rand(DataType.FLOAT, rows, columns).subi(0.5);
  }

  private static void check(SameDiff graph, Map<String, INDArray> bound, List<String> wanted) {
    Map<String, float[]> arrays = new LinkedHashMap<>();
    Map<String, Extent> extents = new HashMap<>();
    bound.forEach(
        (name, array) -> {
          arrays.put(name, array.dup('c').data().asFloat());
          extents.put(name, Extent.of(array.shape()));
        });
    List<GraphOutput> outputs = wanted.stream().map(GraphOutput::overwrite).toList();
    try (CompiledGraph oracle = CompiledGraph.compile(graph, bound, outputs)) {
      oracle.run();
      wanted.forEach(name -> arrays.put(name, new float[(int) oracle.array(name).length()]));
      Set<String> labels = Set.of(LayerGraph.POSITIVE_LABELS, LayerGraph.NEGATIVE_LABELS);
      DevicePlan plan =
          DevicePlan.of(
              "test",
              graph,
              extents,
              labels,
              wanted.stream().map(DeviceOutput::overwrite).toList());
      HostPlan.run(plan, arrays);

      for (String name : wanted) {
        float[] expected = oracle.array(name).dup('c').data().asFloat();
        double largest = oracle.array(name).amaxNumber().doubleValue();
        for (int i = 0; i < expected.length; i++) {
          assertThat(requireNonNull(arrays.get(name))[i])
              .as("%s[%d] of %s", name, i, plan)
              .isCloseTo(expected[i], within((float) (1e-5 * largest + 1e-9)));
        }
      }
    }
  }
}
