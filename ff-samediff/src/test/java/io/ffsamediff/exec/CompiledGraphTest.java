package io.ffsamediff.exec;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ffsamediff.config.LayerConfig.GoodnessKind;
import io.ffsamediff.config.LayerConfig.Threshold;
import io.ffsamediff.config.RegularizerConfig;
import io.ffsamediff.graph.FFDense;
import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerSpec;
import io.ffsamediff.graph.Layers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class CompiledGraphTest {

  private static final int ROWS = 8;
  private static final List<String> STEP_OUTPUTS =
      List.of(
          LayerGraph.KERNEL_GRADIENT,
          LayerGraph.LOSS_SUM,
          LayerGraph.GOODNESS_SUM,
          LayerGraph.GOODNESS_CONTRAST,
          LayerGraph.GOODNESS,
          LayerGraph.NORMALIZED,
          LayerGraph.LOSS);

  @BeforeEach
  void seed() {
    Nd4j.getRandom().setSeed(11);
  }

  static Stream<LayerSpec> layers() {
    RegularizerConfig penalty = new RegularizerConfig(0.01, 0.02);
    Threshold fixed = new Threshold.Fixed(1.5);
    return Stream.of(
        Layers.mean(7, 5),
        Layers.sum(7, 5),
        Layers.mean(1, 4),
        Layers.spec(7, 5, false, GoodnessKind.MEAN, fixed, null, null),
        Layers.spec(7, 5, true, GoodnessKind.MEAN, fixed, penalty, penalty));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void run_anyLayer_yieldsWhatSameDiffYields(LayerSpec spec) {
    SameDiff sd = graph(spec);
    Map<String, INDArray> placeholders = placeholders(spec, ROWS);
    List<GraphOutput> outputs = STEP_OUTPUTS.stream().map(GraphOutput::overwrite).toList();
    try (CompiledGraph plan = CompiledGraph.compile(sd, placeholders, outputs)) {
      for (int repeat = 0; repeat < 3; repeat++) {
        plan.run();
        for (String name : STEP_OUTPUTS) {
          assertClose(plan.array(name), sd.outputSingle(placeholders, name), name);
        }
        requireNonNull(placeholders.get(LayerGraph.INPUT)).addi(0.1);
      }
    }
  }

  /** SameDiff's own reduction fails on a matrix of one column, so it is no oracle here. */
  @Test
  void run_oneUnit_hasItsSquareAsGoodness() {
    LayerSpec spec = Layers.mean(3, 1);
    SameDiff sd = graph(spec);
    Map<String, INDArray> placeholders = placeholders(spec, ROWS);
    List<GraphOutput> outputs =
        List.of(
            GraphOutput.overwrite(LayerGraph.ACTIVATIONS),
            GraphOutput.overwrite(LayerGraph.GOODNESS));
    try (CompiledGraph plan = CompiledGraph.compile(sd, placeholders, outputs)) {
      plan.run();

      for (int r = 0; r < ROWS; r++) {
        float h = plan.array(LayerGraph.ACTIVATIONS).getFloat(r, 0);
        assertThat(plan.array(LayerGraph.GOODNESS).getFloat(r, 0)).isEqualTo(h * h);
      }
    }
  }

  @Test
  void run_blocksAccumulated_addUpToTheWhole() {
    LayerSpec spec = Layers.mean(7, 5);
    SameDiff sd = graph(spec);
    Map<String, INDArray> whole = placeholders(spec, 2 * ROWS);
    INDArray gradient_IO = Nd4j.zeros(DataType.FLOAT, 7, 5);
    INDArray lossSum = Nd4j.scalar(0f);
    Map<String, INDArray> half = new HashMap<>(whole);
    half.put(LayerGraph.INPUT, block(whole, LayerGraph.INPUT, 0));
    half.put(LayerGraph.POLARITY, block(whole, LayerGraph.POLARITY, 0));
    List<GraphOutput> outputs =
        List.of(
            GraphOutput.addTo(LayerGraph.KERNEL_GRADIENT, gradient_IO),
            GraphOutput.addTo(LayerGraph.LOSS_SUM, lossSum));
    try (CompiledGraph plan = CompiledGraph.compile(sd, half, outputs)) {
      plan.run();
      plan.bind(LayerGraph.INPUT, block(whole, LayerGraph.INPUT, 1));
      plan.bind(LayerGraph.POLARITY, block(whole, LayerGraph.POLARITY, 1));
      plan.run();
    }

    assertClose(gradient_IO, sd.outputSingle(whole, LayerGraph.KERNEL_GRADIENT), "gradient");
    assertClose(lossSum, sd.outputSingle(whole, LayerGraph.LOSS_SUM), "loss");
  }

  @Test
  void bind_outputTarget_takesTheResultElsewhere() {
    LayerSpec spec = Layers.mean(7, 5);
    SameDiff sd = graph(spec);
    Map<String, INDArray> placeholders = placeholders(spec, ROWS);
    INDArray first_BO = Nd4j.zeros(DataType.FLOAT, ROWS, 5);
    INDArray second_BO = Nd4j.zeros(DataType.FLOAT, ROWS, 5);
    try (CompiledGraph plan =
        CompiledGraph.compile(
            sd, placeholders, List.of(GraphOutput.into(LayerGraph.NORMALIZED, first_BO)))) {
      plan.run();
      plan.bind(LayerGraph.NORMALIZED, second_BO);
      plan.run();
    }

    assertThat(second_BO.sumNumber().doubleValue()).isPositive();
    assertThat(second_BO).isEqualTo(first_BO);
  }

  @Test
  void run_manyTimes_keepsItsBuffersAndTheirMemory() throws Exception {
    LayerSpec spec = Layers.mean(20, 10);
    SameDiff sd = graph(spec);
    Map<String, INDArray> placeholders = placeholders(spec, ROWS);
    List<GraphOutput> outputs = STEP_OUTPUTS.stream().map(GraphOutput::overwrite).toList();
    try (CompiledGraph plan = CompiledGraph.compile(sd, placeholders, outputs)) {
      for (int i = 0; i < 2_000; i++) {
        plan.run();
      }
      List<Long> addresses = addresses(plan);
      long before = ResidentMemory.bytes();
      for (int i = 0; i < 10_000; i++) {
        plan.run();
      }

      assertThat(addresses(plan)).isEqualTo(addresses);
      assertThat(ResidentMemory.bytes() - before).isLessThan(48L << 20);
    }
  }

  private static List<Long> addresses(CompiledGraph plan) {
    return STEP_OUTPUTS.stream().map(name -> plan.array(name).data().address()).toList();
  }

  @Test
  void buffers_ofAStep_areFewerThanItsOps() {
    LayerSpec spec = Layers.mean(7, 5);
    List<GraphOutput> outputs = List.of(GraphOutput.overwrite(LayerGraph.KERNEL_GRADIENT));
    try (CompiledGraph plan =
        CompiledGraph.compile(graph(spec), placeholders(spec, 1000), outputs)) {
      long matrix = 1000L * 5 * Float.BYTES;

      assertThat(plan.opCount()).isGreaterThan(8);
      assertThat(plan.bufferBytes()).isLessThan(3 * matrix);
    }
  }

  @Test
  void compile_unboundPlaceholder_isRefused() {
    LayerSpec spec = Layers.mean(7, 5);

    assertThatThrownBy(
            () ->
                CompiledGraph.compile(
                    graph(spec), Map.of(), List.of(GraphOutput.overwrite(LayerGraph.GOODNESS))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("x: placeholder is not bound");
  }

  @Test
  void compile_unknownOutput_isRefused() {
    LayerSpec spec = Layers.mean(7, 5);

    assertThatThrownBy(
            () ->
                CompiledGraph.compile(
                    graph(spec),
                    placeholders(spec, ROWS),
                    List.of(GraphOutput.overwrite("nonsense"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("nonsense: no such variable in the graph");
  }

  @Test
  void compile_targetOfOtherShape_isRefused() {
    LayerSpec spec = Layers.mean(7, 5);
    INDArray target = Nd4j.zeros(DataType.FLOAT, 5, 7);

    assertThatThrownBy(
            () ->
                CompiledGraph.compile(
                    graph(spec),
                    placeholders(spec, ROWS),
                    List.of(GraphOutput.into(LayerGraph.KERNEL_GRADIENT, target))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("kernelGradient: expected a target of");
  }

  @Test
  void compile_accumulatedOutputThatIsReadAgain_isRefused() {
    LayerSpec spec = Layers.mean(7, 5);
    List<GraphOutput> outputs =
        List.of(
            GraphOutput.addTo(LayerGraph.LOSS_SUM, Nd4j.scalar(0f)),
            GraphOutput.overwrite(LayerGraph.LOSS));

    assertThatThrownBy(() -> CompiledGraph.compile(graph(spec), placeholders(spec, ROWS), outputs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lossSum: an accumulated output cannot be read by other ops of the plan");
  }

  @Test
  void bind_arrayOfOtherShape_isRefused() {
    LayerSpec spec = Layers.mean(7, 5);
    try (CompiledGraph plan =
        CompiledGraph.compile(
            graph(spec),
            placeholders(spec, ROWS),
            List.of(GraphOutput.overwrite(LayerGraph.GOODNESS)))) {
      assertThatThrownBy(() -> plan.bind(LayerGraph.INPUT, Nd4j.zeros(DataType.FLOAT, 1, 7)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("x: expected");
      assertThatThrownBy(() -> plan.bind("nonsense", Nd4j.zeros(DataType.FLOAT, 1, 7)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("nonsense: not part of this plan");
    }
  }

  private static SameDiff graph(LayerSpec spec) {
    SameDiff sd = FFDense.build(spec, DataType.FLOAT).sameDiff();
    sd.getVariable(LayerGraph.KERNEL)
        .getArr()
        .assign(Nd4j.randn(DataType.FLOAT, spec.inputs(), spec.units()));
    if (spec.config().useBias()) {
      sd.getVariable(LayerGraph.BIAS).getArr().assign(Nd4j.randn(DataType.FLOAT, spec.units()));
    }
    return sd;
  }

  private static Map<String, INDArray> placeholders(LayerSpec spec, int rows) {
    INDArray polarity_B1 = Nd4j.ones(DataType.FLOAT, rows, 1);
    polarity_B1.get(NDArrayIndex.interval(rows / 2, rows), NDArrayIndex.all()).assign(-1);
    Map<String, INDArray> placeholders = new HashMap<>();
    placeholders.put(LayerGraph.INPUT, Nd4j.randn(DataType.FLOAT, rows, spec.inputs()));
    placeholders.put(LayerGraph.POLARITY, polarity_B1);
    placeholders.put(LayerGraph.INVERSE_ROWS, Nd4j.create(DataType.FLOAT, 1, 1).assign(1.0 / rows));
    return placeholders;
  }

  private static INDArray block(Map<String, INDArray> whole, String name, int block) {
    INDArray all = whole.get(name);
    assertThat(all).isNotNull();
    return all.get(NDArrayIndex.interval(block * ROWS, (block + 1) * ROWS), NDArrayIndex.all());
  }

  private static void assertClose(INDArray actual, INDArray expected, String name) {
    assertThat(actual.length()).as(name).isEqualTo(expected.length());
    double scale = Math.max(1, expected.amaxNumber().doubleValue());
    INDArray difference =
        actual.reshape(expected.length()).sub(expected.dup('c').reshape(expected.length()));
    assertThat(difference.amaxNumber().doubleValue()).as(name).isLessThan(1e-5 * scale);
  }
}
