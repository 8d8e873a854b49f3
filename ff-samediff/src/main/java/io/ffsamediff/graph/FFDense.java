package io.ffsamediff.graph;

import io.ffsamediff.config.LayerConfig;
import io.ffsamediff.config.RegularizerConfig;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The dense layer of Forward-Forward as a SameDiff graph of its own (Hinton 2022, section 2; {@code
 * FFDense} of the Keras example): {@code z = x W + b}, {@code h = relu(z)}, goodness, loss, and the
 * loss's local gradient. Everything that is added up over rows is left a sum, so that a batch may
 * come in blocks. The names are those of {@link LayerGraph}.
 */
public final class FFDense {

  private FFDense() {}

  /**
   * Builds the graph that trains the layer and hands on its activations. Its parameters start at
   * zero; executors bind their own.
   *
   * @param type FLOAT, or DOUBLE to check gradients
   */
  public static LayerGraph build(LayerSpec spec, DataType type) {
    LayerGraph graph = buildForward(spec, type);
    SameDiff sd = graph.sameDiff();
    SDVariable polarity_B1 = sd.placeHolder(LayerGraph.POLARITY, type, -1, 1);
    SDVariable inverseRows_11 = sd.placeHolder(LayerGraph.INVERSE_ROWS, type, 1, 1);
    SDVariable h_BO = sd.getVariable(LayerGraph.ACTIVATIONS);
    SDVariable goodness_B1 = sd.getVariable(LayerGraph.GOODNESS);

    SDVariable margin_B1 = GoodnessLoss.margin(goodness_B1, polarity_B1, spec.threshold());
    SDVariable lossSum = GoodnessLoss.softplus(sd, margin_B1).sum(LayerGraph.LOSS_SUM);
    goodness_B1.sum(LayerGraph.GOODNESS_SUM);
    goodness_B1.mul(polarity_B1).sum(LayerGraph.GOODNESS_CONTRAST);
    SDVariable x_BI = sd.getVariable(LayerGraph.INPUT);
    LocalGradient.define(sd, spec, x_BI, h_BO, margin_B1, polarity_B1, inverseRows_11);
    defineLoss(graph, lossSum, inverseRows_11);
    sd.setLossVariables(LayerGraph.LOSS);
    return graph;
  }

  /** Builds the part of the graph that needs no polarity: activations, goodness, hand-over. */
  public static LayerGraph buildForward(LayerSpec spec, DataType type) {
    SameDiff sd = SameDiff.create();
    SDVariable x_BI = sd.placeHolder(LayerGraph.INPUT, type, -1, spec.inputs());
    SDVariable kernel_IO =
        sd.var(LayerGraph.KERNEL, Nd4j.create(type, spec.inputs(), spec.units()));
    defineGoodness(sd, spec, sd.mmul(x_BI, kernel_IO), type);
    return new LayerGraph(spec, sd);
  }

  /**
   * Builds the graph that tries one label on images whose product with the kernel is known: {@code
   * z = imageProduct + labelHeight labelKernel + b}. One product serves all labels, since they
   * differ in the label inputs only.
   */
  public static LayerGraph buildLabelTrial(LayerSpec spec, DataType type) {
    SameDiff sd = SameDiff.create();
    SDVariable image_BO = sd.placeHolder(LayerGraph.IMAGE_PRODUCT, type, -1, spec.units());
    SDVariable height_B1 = sd.placeHolder(LayerGraph.LABEL_HEIGHT, type, -1, 1);
    SDVariable kernel_1O = sd.placeHolder(LayerGraph.LABEL_KERNEL, type, 1, spec.units());
    defineGoodness(sd, spec, image_BO.add(sd.mmul(height_B1, kernel_1O)), type);
    return new LayerGraph(spec, sd);
  }

  /** From {@code x W} to activations, goodness and the next layer's input. */
  private static void defineGoodness(
      SameDiff sd, LayerSpec spec, SDVariable product_BO, DataType type) {
    SDVariable z_BO = product_BO;
    if (spec.config().useBias()) {
      SDVariable bias_O = sd.var(LayerGraph.BIAS, Nd4j.create(type, spec.units()));
      z_BO = sd.nn().biasAdd(product_BO, bias_O, false);
    }
    SDVariable h_BO = sd.nn().relu(LayerGraph.ACTIVATIONS, z_BO, 0);
    SDVariable squares_B1 = sd.squaredNorm(h_BO, true, 1);
    LengthNormalizer.define(sd, spec, h_BO, squares_B1);
    Goodness.of(squares_B1, spec);
  }

  private static void defineLoss(LayerGraph graph, SDVariable lossSum, SDVariable inverseRows_11) {
    LayerConfig config = graph.spec().config();
    List<SDVariable> penalties_11 = new ArrayList<>();
    addPenalty(
        graph,
        LayerGraph.KERNEL,
        config.kernelRegularizer(),
        LayerGraph.KERNEL_PENALTY_GRADIENT,
        penalties_11);
    addPenalty(
        graph,
        LayerGraph.BIAS,
        config.biasRegularizer(),
        LayerGraph.BIAS_PENALTY_GRADIENT,
        penalties_11);
    SameDiff sd = graph.sameDiff();
    if (penalties_11.isEmpty()) {
      lossSum.mul(LayerGraph.LOSS, inverseRows_11);
      return;
    }
    SDVariable sum_11 = penalties_11.stream().reduce(SDVariable::add).orElseThrow();
    lossSum.mul(inverseRows_11).add(LayerGraph.LOSS, sd.identity(LayerGraph.PENALTY, sum_11));
  }

  private static void addPenalty(
      LayerGraph graph,
      String parameter,
      @Nullable RegularizerConfig config,
      String gradient,
      List<SDVariable> penalties_11) {
    if (config == null || !graph.has(parameter)) {
      return;
    }
    SameDiff sd = graph.sameDiff();
    SDVariable variable = sd.getVariable(parameter);
    penalties_11.add(Penalty.of(sd, variable, config));
    Penalty.defineGradient(sd, gradient, variable, config);
  }
}
