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
    SDVariable c_B1 = LocalGradient.coefficient(sd, spec, margin_B1, polarity_B1, inverseRows_11);
    SDVariable dz_BO = h_BO.mul(LayerGraph.PRE_ACTIVATION_GRADIENT, c_B1);
    LocalGradient.defineKernelGradient(sd, sd.getVariable(LayerGraph.INPUT), dz_BO);
    if (spec.config().useBias()) {
      LocalGradient.biasGradient(sd, c_B1, h_BO).rename(LayerGraph.BIAS_GRADIENT);
    }
    defineLoss(graph, lossSum, inverseRows_11);
    sd.setLossVariables(LayerGraph.LOSS);
    return graph;
  }

  /** Builds the part of the graph that needs no polarity: activations, goodness, hand-over. */
  public static LayerGraph buildForward(LayerSpec spec, DataType type) {
    SameDiff sd = SameDiff.create();
    SDVariable product_BO = product(sd, spec, type);
    defineGoodness(sd, spec, addBias(sd, spec, product_BO, type));
    return new LayerGraph(spec, sd);
  }

  /**
   * Builds the first layer's graph for pairs, the images of positives and negatives that differ
   * only in their label inputs. With {@code x} the images, zero where the label goes, and {@code l}
   * a side's labels, {@code [x with label] W = x W + l W_lab}: one product with the kernel serves
   * both sides, and one more the gradient, {@code dW = x' (dz+ + dz-)} plus {@code l+' dz+ + l-'
   * dz-} on the label rows.
   *
   * @param type FLOAT, or DOUBLE to check gradients
   */
  public static LayerGraph buildPairs(LayerSpec spec, DataType type) {
    SameDiff sd = SameDiff.create();
    SDVariable product_BO = product(sd, spec, type);
    SDVariable z_BO = addBias(sd, spec, product_BO, type);
    SDVariable labelKernel_CO = sd.placeHolder(LayerGraph.LABEL_KERNEL, type, -1, spec.units());
    SDVariable inverseRows_11 = sd.placeHolder(LayerGraph.INVERSE_ROWS, type, 1, 1);
    PairSide positive =
        PairSide.define(sd, spec, "positive", 1, z_BO, labelKernel_CO, inverseRows_11);
    PairSide negative =
        PairSide.define(sd, spec, "negative", -1, z_BO, labelKernel_CO, inverseRows_11);
    definePairSums(positive, negative);
    definePairGradients(sd, spec, positive, negative);
    return new LayerGraph(spec, sd);
  }

  private static void definePairSums(PairSide positive, PairSide negative) {
    positive.rowLoss_B1().add(negative.rowLoss_B1()).sum(LayerGraph.LOSS_SUM);
    positive.goodness_B1().add(negative.goodness_B1()).sum(LayerGraph.GOODNESS_SUM);
    positive.goodness_B1().sub(negative.goodness_B1()).sum(LayerGraph.GOODNESS_CONTRAST);
  }

  private static void definePairGradients(
      SameDiff sd, LayerSpec spec, PairSide positive, PairSide negative) {
    SDVariable dz_BO = positive.dz_BO().add(LayerGraph.PRE_ACTIVATION_GRADIENT, negative.dz_BO());
    LocalGradient.defineKernelGradient(sd, sd.getVariable(LayerGraph.INPUT), dz_BO);
    SDVariable onPositive_CO = sd.mmul(positive.labels_BC(), positive.dz_BO(), true, false, false);
    SDVariable onNegative_CO = sd.mmul(negative.labels_BC(), negative.dz_BO(), true, false, false);
    onPositive_CO.add(LayerGraph.LABEL_KERNEL_GRADIENT, onNegative_CO);
    if (spec.config().useBias()) {
      LocalGradient.biasGradient(sd, positive.coefficient_B1(), positive.h_BO())
          .add(
              LayerGraph.BIAS_GRADIENT,
              LocalGradient.biasGradient(sd, negative.coefficient_B1(), negative.h_BO()));
    }
  }

  /**
   * Builds the graph that tries labels on images whose product with the kernel is known: {@code z =
   * product + labels labelKernel + b}. One product serves all labels, since they differ in the
   * label inputs only.
   */
  public static LayerGraph buildLabelTrial(LayerSpec spec, DataType type) {
    SameDiff sd = SameDiff.create();
    SDVariable product_BO = sd.placeHolder(LayerGraph.PRODUCT, type, -1, spec.units());
    SDVariable labelKernel_CO = sd.placeHolder(LayerGraph.LABEL_KERNEL, type, -1, spec.units());
    SDVariable labels_BC = sd.placeHolder(LayerGraph.LABELS, type, -1, -1);
    SDVariable z_BO = addBias(sd, spec, product_BO, type);
    defineGoodness(sd, spec, z_BO.add(sd.mmul(labels_BC, labelKernel_CO)));
    return new LayerGraph(spec, sd);
  }

  private static SDVariable product(SameDiff sd, LayerSpec spec, DataType type) {
    SDVariable x_BI = sd.placeHolder(LayerGraph.INPUT, type, -1, spec.inputs());
    SDVariable kernel_IO =
        sd.var(LayerGraph.KERNEL, Nd4j.create(type, spec.inputs(), spec.units()));
    return sd.mmul(LayerGraph.PRODUCT, x_BI, kernel_IO);
  }

  private static SDVariable addBias(
      SameDiff sd, LayerSpec spec, SDVariable product_BO, DataType type) {
    if (!spec.config().useBias()) {
      return product_BO;
    }
    SDVariable bias_O = sd.var(LayerGraph.BIAS, Nd4j.create(type, spec.units()));
    return sd.nn().biasAdd(product_BO, bias_O, false);
  }

  /** From pre-activations to activations, goodness and the next layer's input. */
  static void defineGoodness(SameDiff sd, LayerSpec spec, SDVariable z_BO) {
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
