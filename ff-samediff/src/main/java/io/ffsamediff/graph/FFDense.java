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
   * zero; executors bind their own. Where the loss is one of pairs, the first half of the rows are
   * positives and the second half their negatives, in the same order.
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

    GoodnessLoss loss =
        spec.comparesPairs()
            ? ofHalves(sd, spec, goodness_B1, inverseRows_11)
            : GoodnessLoss.ofRows(sd, spec, goodness_B1, polarity_B1, inverseRows_11);
    SDVariable lossSum = loss.loss_B1().sum(LayerGraph.LOSS_SUM);
    goodness_B1.sum(LayerGraph.GOODNESS_SUM);
    goodness_B1.mul(polarity_B1).sum(LayerGraph.GOODNESS_CONTRAST);
    SDVariable pull_BO = pullOfRows(sd, spec, h_BO, polarity_B1, inverseRows_11);
    SDVariable c_B1 = loss.coefficient_B1();
    SDVariable dz_BO =
        LocalGradient.preActivation(LayerGraph.PRE_ACTIVATION_GRADIENT, h_BO, c_B1, pull_BO);
    LocalGradient.defineKernelGradient(sd, sd.getVariable(LayerGraph.INPUT), dz_BO);
    if (spec.config().useBias()) {
      LocalGradient.bias(sd, c_B1, h_BO, dz_BO, pull_BO).rename(LayerGraph.BIAS_GRADIENT);
    }
    defineLoss(graph, lossSum, inverseRows_11);
    sd.setLossVariables(LayerGraph.LOSS);
    return graph;
  }

  /** The loss of rows of which the first half are positives, the second half their negatives. */
  private static GoodnessLoss ofHalves(
      SameDiff sd, LayerSpec spec, SDVariable goodness_B1, SDVariable inverseRows_11) {
    SDVariable signs_21 =
        sd.constant(Nd4j.create(new double[][] {{1}, {-1}}).castTo(goodness_B1.dataType()));
    SDVariable contrast_1P = sd.reshape(goodness_B1, 2, -1).mul(signs_21).sum(true, 0);
    GoodnessLoss pairs = GoodnessLoss.ofPairs(sd, spec, contrast_1P, inverseRows_11);
    return new GoodnessLoss(
        pairs.loss_B1().mul(2.0), sd.reshape(pairs.coefficient_B1().mul(signs_21), -1, 1));
  }

  /**
   * What peer normalisation adds to the gradient by pre-activations: the same vector for every
   * positive, whether its units are active or not; null for nothing.
   */
  private static @Nullable SDVariable pullOfRows(
      SameDiff sd,
      LayerSpec spec,
      SDVariable h_BO,
      SDVariable polarity_B1,
      SDVariable inverseRows_11) {
    if (!spec.normalizesPeers()) {
      return null;
    }
    SDVariable isPositive_B1 = sd.nn().relu(polarity_B1, 0);
    sd.mmul(LayerGraph.ACTIVITY_SUM, isPositive_B1, h_BO, true, false, false);
    return sd.mmul(isPositive_B1, pull(sd, spec, polarity_B1.dataType(), inverseRows_11));
  }

  private static SDVariable pull(
      SameDiff sd, LayerSpec spec, DataType type, SDVariable inverseRows_11) {
    return sd.placeHolder(LayerGraph.PEER_PULL, type, 1, spec.units()).mul(inverseRows_11);
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
    PairSide positive = PairSide.define(sd, spec, "positive", z_BO, labelKernel_CO);
    PairSide negative = PairSide.define(sd, spec, "negative", z_BO, labelKernel_CO);
    SDVariable pull_1O = null;
    if (spec.normalizesPeers()) {
      pull_1O = pull(sd, spec, type, inverseRows_11);
      positive.h_BO().sum(LayerGraph.ACTIVITY_SUM, true, 0);
    }
    PairGradient[] sides =
        spec.comparesPairs()
            ? PairGradient.ofPairs(sd, spec, positive, negative, inverseRows_11, pull_1O)
            : PairGradient.ofRows(sd, spec, positive, negative, inverseRows_11, pull_1O);
    definePairSums(sides[0], sides[1]);
    definePairGradients(sd, spec, sides[0], sides[1]);
    return new LayerGraph(spec, sd);
  }

  private static void definePairSums(PairGradient positive, PairGradient negative) {
    SDVariable positive_B1 = positive.side().goodness_B1();
    SDVariable negative_B1 = negative.side().goodness_B1();
    positive.loss_B1().add(negative.loss_B1()).sum(LayerGraph.LOSS_SUM);
    positive_B1.add(negative_B1).sum(LayerGraph.GOODNESS_SUM);
    positive_B1.sub(negative_B1).sum(LayerGraph.GOODNESS_CONTRAST);
  }

  private static void definePairGradients(
      SameDiff sd, LayerSpec spec, PairGradient positive, PairGradient negative) {
    SDVariable dz_BO = positive.dz_BO().add(LayerGraph.PRE_ACTIVATION_GRADIENT, negative.dz_BO());
    LocalGradient.defineKernelGradient(sd, sd.getVariable(LayerGraph.INPUT), dz_BO);
    labelGradient(sd, positive).add(LayerGraph.LABEL_KERNEL_GRADIENT, labelGradient(sd, negative));
    if (spec.config().useBias()) {
      positive.dbias_1O().add(LayerGraph.BIAS_GRADIENT, negative.dbias_1O());
    }
  }

  private static SDVariable labelGradient(SameDiff sd, PairGradient side) {
    return sd.mmul(side.side().labels_BC(), side.dz_BO(), true, false, false);
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

  /**
   * Builds the graph of images with the neutral label, which speaks for no class: all label inputs
   * of an image have the same height, and the image is scaled so that the row is as long as one
   * with a label. {@code z = scale (x W) + height sum_c W_lab + b}.
   */
  public static LayerGraph buildNeutral(LayerSpec spec, DataType type) {
    SameDiff sd = SameDiff.create();
    SDVariable product_BO = product(sd, spec, type);
    SDVariable labelKernel_CO = sd.placeHolder(LayerGraph.LABEL_KERNEL, type, -1, spec.units());
    SDVariable scales_B1 = sd.placeHolder(LayerGraph.IMAGE_SCALES, type, -1, 1);
    SDVariable heights_B1 = sd.placeHolder(LayerGraph.NEUTRAL_HEIGHTS, type, -1, 1);
    SDVariable label_BO = sd.mmul(heights_B1, labelKernel_CO.sum(true, 0));
    defineGoodness(sd, spec, addBias(sd, spec, product_BO.mul(scales_B1).add(label_BO), type));
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
