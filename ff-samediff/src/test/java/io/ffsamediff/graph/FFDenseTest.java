package io.ffsamediff.graph;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ffsamediff.config.LayerConfig.GoodnessKind;
import io.ffsamediff.config.LayerConfig.Threshold;
import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.config.RegularizerConfig;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

class FFDenseTest {

  private static final int ROWS = 6;

  private final Random random = new Random(7);

  static Stream<LayerSpec> layers() {
    RegularizerConfig penalty = new RegularizerConfig(0.01, 0.02);
    Threshold fixed = new Threshold.Fixed(1.5);
    return Stream.of(
        Layers.mean(7, 5),
        Layers.sum(7, 5),
        Layers.spec(4, 3, false, GoodnessKind.MEAN, fixed, null, null),
        Layers.spec(4, 3, true, GoodnessKind.SUM, fixed, penalty, null),
        Layers.spec(4, 3, true, GoodnessKind.MEAN, new Threshold.Units(), penalty, penalty));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void loss_anyLayer_isThatOfTheReference(LayerSpec spec) {
    Case c = new Case(spec, DataType.DOUBLE);

    double loss = c.graph.sameDiff().outputSingle(c.placeholders, LayerGraph.LOSS).getDouble(0);

    assertThat(loss).isCloseTo(c.reference.loss(c.x_BI, c.p_B), within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void writtenOutGradient_float64_agreesWithAutodiffAndReference(LayerSpec spec) {
    Case c = new Case(spec, DataType.DOUBLE);

    double[] writtenOut_P = c.writtenOutGradient();

    assertClose(writtenOut_P, c.autodiffGradient(), 1e-10);
    assertClose(writtenOut_P, c.reference.gradient(c.x_BI, c.p_B), 1e-10);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void writtenOutGradient_float64_agreesWithFiniteDifferences(LayerSpec spec) {
    Case c = new Case(spec, DataType.DOUBLE);

    assertClose(c.writtenOutGradient(), c.reference.numericGradient(c.x_BI, c.p_B, 1e-3), 1e-10);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void writtenOutGradient_float32_agreesWithAutodiffAndReference(LayerSpec spec) {
    Case c = new Case(spec, DataType.FLOAT);

    double[] writtenOut_P = c.writtenOutGradient();

    assertClose(writtenOut_P, c.autodiffGradient(), 1e-5);
    assertClose(writtenOut_P, c.reference.gradient(c.x_BI, c.p_B), 1e-5);
  }

  @Test
  void loss_goodnessFarFromThreshold_staysFinite() {
    LayerSpec spec = Layers.spec(1, 2, false, GoodnessKind.SUM, new Threshold.Fixed(0), null, null);
    SameDiff sd = FFDense.build(spec, DataType.FLOAT).sameDiff();
    sd.getVariable(LayerGraph.KERNEL).getArr().assign(100);
    Map<String, INDArray> placeholders =
        Map.of(
            LayerGraph.INPUT, Nd4j.ones(DataType.FLOAT, 1, 1),
            LayerGraph.POLARITY, Nd4j.ones(DataType.FLOAT, 1, 1).negi(),
            LayerGraph.INVERSE_ROWS, Nd4j.ones(DataType.FLOAT, 1, 1));

    double loss = sd.outputSingle(placeholders, LayerGraph.LOSS).getDouble(0);

    assertThat(loss).isEqualTo(20_000);
  }

  @Test
  void normalized_l2_hasUnitLengthLessTheKerasEpsilon() {
    Case c = new Case(Layers.mean(7, 5), DataType.DOUBLE);

    INDArray normalized_BO = c.graph.sameDiff().outputSingle(c.placeholders, LayerGraph.NORMALIZED);

    for (int r = 0; r < ROWS; r++) {
      double[] h_O = c.reference.activations(c.x_BI[r]);
      double length = Math.sqrt(c.reference.goodness(h_O) * h_O.length);
      for (int o = 0; o < h_O.length; o++) {
        assertThat(normalized_BO.getDouble(r, o))
            .isCloseTo(h_O[o] / (length + 1e-4), within(1e-12));
      }
    }
  }

  @Test
  void normalized_rms_hasMeanSquareOne() {
    LayerSpec spec = Layers.normalized(Layers.mean(7, 5), InputNormalization.RMS);
    Case c = new Case(spec, DataType.DOUBLE);

    INDArray normalized_BO = c.graph.sameDiff().outputSingle(c.placeholders, LayerGraph.NORMALIZED);

    for (int r = 0; r < ROWS; r++) {
      double squares = normalized_BO.getRow(r).norm2Number().doubleValue();
      assertThat(squares * squares / spec.units()).isCloseTo(1, within(1e-6));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void normalized_deadRow_staysZero(InputNormalization kind) {
    LayerSpec spec = Layers.normalized(Layers.mean(2, 3), kind);
    SameDiff sd = FFDense.build(spec, DataType.FLOAT).sameDiff();

    INDArray normalized_BO =
        sd.outputSingle(
            Map.of(LayerGraph.INPUT, Nd4j.ones(DataType.FLOAT, 1, 2)), LayerGraph.NORMALIZED);

    assertThat(normalized_BO.toFloatVector()).containsExactly(0, 0, 0);
  }

  static Stream<InputNormalization> kinds() {
    return Stream.of(InputNormalization.values());
  }

  @Test
  void labelTrial_imageProductPlusLabelRow_isTheGoodnessOfTheLabelledInput() {
    Case c = new Case(Layers.mean(7, 5), DataType.DOUBLE);
    int label = 2;
    double height = 0.7;
    for (double[] row_I : c.x_BI) {
      row_I[label] = 0;
    }
    INDArray kernel_IO = c.graph.sameDiff().getVariable(LayerGraph.KERNEL).getArr();
    INDArray bias_O = c.graph.sameDiff().getVariable(LayerGraph.BIAS).getArr();
    SameDiff trial = FFDense.buildLabelTrial(c.graph.spec(), DataType.DOUBLE).sameDiff();
    trial.getVariable(LayerGraph.BIAS).getArr().assign(bias_O);

    INDArray goodness_B1 =
        trial.outputSingle(
            Map.of(
                LayerGraph.PRODUCT, Nd4j.createFromArray(c.x_BI).mmul(kernel_IO),
                LayerGraph.LABELS, Nd4j.create(DataType.DOUBLE, ROWS, 1).assign(height),
                LayerGraph.LABEL_KERNEL, kernel_IO.getRow(label, true)),
            LayerGraph.GOODNESS);

    for (int r = 0; r < ROWS; r++) {
      c.x_BI[r][label] = height;
      assertThat(goodness_B1.getDouble(r, 0))
          .isCloseTo(c.reference.goodness(c.reference.activations(c.x_BI[r])), within(1e-12));
    }
  }

  /** Each image stands in the plain graph twice, with its labels at the inputs 1 to 3. */
  @ParameterizedTest
  @MethodSource("layersWithoutPenalty")
  void pairs_float64_areThePlainGraphOnLabelledRows(LayerSpec spec) {
    Case c = new Case(spec, DataType.DOUBLE);
    int images = ROWS / 2;
    INDArray images_BI = Nd4j.createFromArray(c.x_BI).get(rows(0, images), NDArrayIndex.all());
    images_BI = images_BI.dup('c');
    images_BI.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 4)).assign(0);
    INDArray positive_BC = Nd4j.createFromArray(c.gaussians(images * 3)).reshape(images, 3);
    INDArray negative_BC = Nd4j.createFromArray(c.gaussians(images * 3)).reshape(images, 3);
    INDArray labelled_BI = Nd4j.vstack(images_BI, images_BI);
    labelled_BI.put(
        new INDArrayIndex[] {rows(0, images), NDArrayIndex.interval(1, 4)}, positive_BC);
    labelled_BI.put(
        new INDArrayIndex[] {rows(images, ROWS), NDArrayIndex.interval(1, 4)}, negative_BC);
    c.placeholders.put(LayerGraph.INPUT, labelled_BI);
    SameDiff pairs = FFDense.buildPairs(spec, DataType.DOUBLE).sameDiff();
    INDArray kernel_IO = c.graph.sameDiff().getVariable(LayerGraph.KERNEL).getArr();
    pairs.getVariable(LayerGraph.KERNEL).getArr().assign(kernel_IO);
    if (c.graph.has(LayerGraph.BIAS)) {
      pairs
          .getVariable(LayerGraph.BIAS)
          .getArr()
          .assign(c.graph.sameDiff().getVariable(LayerGraph.BIAS).getArr());
    }
    Map<String, INDArray> placeholders =
        Map.of(
            LayerGraph.INPUT, images_BI,
            LayerGraph.POSITIVE_LABELS, positive_BC,
            LayerGraph.NEGATIVE_LABELS, negative_BC,
            LayerGraph.LABEL_KERNEL, kernel_IO.get(rows(1, 4), NDArrayIndex.all()),
            LayerGraph.INVERSE_ROWS, Nd4j.create(DataType.DOUBLE, 1, 1).assign(1.0 / ROWS));

    INDArray gradient_IO = pairs.outputSingle(placeholders, LayerGraph.KERNEL_GRADIENT).dup('c');
    gradient_IO
        .get(rows(1, 4), NDArrayIndex.all())
        .addi(pairs.outputSingle(placeholders, LayerGraph.LABEL_KERNEL_GRADIENT));
    assertClose(doubles(gradient_IO), c.output(LayerGraph.KERNEL_GRADIENT), 1e-10);
    for (String name :
        List.of(LayerGraph.LOSS_SUM, LayerGraph.GOODNESS_SUM, LayerGraph.GOODNESS_CONTRAST)) {
      assertClose(doubles(pairs.outputSingle(placeholders, name)), c.output(name), 1e-10);
    }
    if (c.graph.has(LayerGraph.BIAS)) {
      assertClose(
          doubles(pairs.outputSingle(placeholders, LayerGraph.BIAS_GRADIENT)),
          c.output(LayerGraph.BIAS_GRADIENT),
          1e-10);
    }
    INDArray normalized_BO =
        Nd4j.vstack(
            pairs.outputSingle(placeholders, LayerGraph.NORMALIZED_POSITIVE),
            pairs.outputSingle(placeholders, LayerGraph.NORMALIZED_NEGATIVE));
    assertClose(doubles(normalized_BO), c.output(LayerGraph.NORMALIZED), 1e-10);
  }

  static Stream<LayerSpec> layersWithoutPenalty() {
    Threshold fixed = new Threshold.Fixed(1.5);
    return Stream.of(
        Layers.mean(7, 5),
        Layers.sum(7, 5),
        Layers.spec(4, 3, false, GoodnessKind.MEAN, fixed, null, null));
  }

  private static INDArrayIndex rows(int from, int to) {
    return NDArrayIndex.interval(from, to);
  }

  private static double[] doubles(INDArray array) {
    return array.dup('c').data().asDouble();
  }

  private static void assertClose(double[] actual_P, double[] expected_P, double tolerance) {
    double largest =
        IntStream.range(0, expected_P.length)
            .mapToDouble(p -> Math.abs(expected_P[p]))
            .max()
            .orElseThrow();
    assertThat(largest).isPositive();
    assertThat(actual_P).hasSameSizeAs(expected_P);
    for (int p = 0; p < expected_P.length; p++) {
      assertThat(actual_P[p])
          .as("entry %d", p)
          .isCloseTo(expected_P[p], within(tolerance * largest));
    }
  }

  /** A layer with random parameters and rows, as graph and as reference. */
  private final class Case {

    final LayerGraph graph;
    final ReferenceLayer reference;
    final double[][] x_BI;
    final double[] p_B = {1, 1, 1, -1, -1, -1};
    final Map<String, INDArray> placeholders = new HashMap<>();

    Case(LayerSpec spec, DataType type) {
      double[] parameters_P = gaussians(spec.parameters());
      this.graph = FFDense.build(spec, type);
      this.reference = new ReferenceLayer(spec, parameters_P);
      this.x_BI = new double[ROWS][];
      for (int r = 0; r < ROWS; r++) {
        x_BI[r] = gaussians(spec.inputs());
      }
      int kernelLength = spec.inputs() * spec.units();
      INDArray all_P = Nd4j.createFromArray(parameters_P);
      array(LayerGraph.KERNEL)
          .assign(
              all_P
                  .get(NDArrayIndex.interval(0, kernelLength))
                  .reshape(spec.inputs(), spec.units()));
      if (spec.config().useBias()) {
        array(LayerGraph.BIAS)
            .assign(all_P.get(NDArrayIndex.interval(kernelLength, spec.parameters())));
      }
      placeholders.put(LayerGraph.INPUT, Nd4j.createFromArray(x_BI).castTo(type));
      placeholders.put(
          LayerGraph.POLARITY, Nd4j.createFromArray(p_B).reshape(ROWS, 1).castTo(type));
      placeholders.put(LayerGraph.INVERSE_ROWS, Nd4j.create(type, 1, 1).assign(1.0 / ROWS));
    }

    private double[] gaussians(int count) {
      return random.doubles(count, -1, 1).toArray();
    }

    private INDArray array(String name) {
      return graph.sameDiff().getVariable(name).getArr();
    }

    /** Kernel gradient, then bias gradient, penalties added. */
    double[] writtenOutGradient() {
      double[] gradient_P = output(LayerGraph.KERNEL_GRADIENT);
      gradient_P = plus(gradient_P, LayerGraph.KERNEL_PENALTY_GRADIENT);
      if (!graph.has(LayerGraph.BIAS)) {
        return gradient_P;
      }
      double[] bias_O = output(LayerGraph.BIAS_GRADIENT);
      return concatenate(gradient_P, plus(bias_O, LayerGraph.BIAS_PENALTY_GRADIENT));
    }

    private double[] plus(double[] values, String name) {
      if (!graph.has(name)) {
        return values;
      }
      double[] penalty = output(name);
      return IntStream.range(0, values.length).mapToDouble(i -> values[i] + penalty[i]).toArray();
    }

    private double[] output(String name) {
      return graph
          .sameDiff()
          .outputSingle(placeholders, name)
          .dup('c')
          .castTo(DataType.DOUBLE)
          .data()
          .asDouble();
    }

    double[] autodiffGradient() {
      Map<String, INDArray> gradients =
          graph.has(LayerGraph.BIAS)
              ? graph
                  .sameDiff()
                  .calculateGradients(placeholders, LayerGraph.KERNEL, LayerGraph.BIAS)
              : graph.sameDiff().calculateGradients(placeholders, LayerGraph.KERNEL);
      double[] kernel_P = values(requireNonNull(gradients.get(LayerGraph.KERNEL)));
      return graph.has(LayerGraph.BIAS)
          ? concatenate(kernel_P, values(requireNonNull(gradients.get(LayerGraph.BIAS))))
          : kernel_P;
    }

    private static double[] values(INDArray array) {
      return array.dup('c').castTo(DataType.DOUBLE).data().asDouble();
    }

    private static double[] concatenate(double[] first, double[] second) {
      double[] both = Arrays.copyOf(first, first.length + second.length);
      System.arraycopy(second, 0, both, first.length, second.length);
      return both;
    }
  }
}
