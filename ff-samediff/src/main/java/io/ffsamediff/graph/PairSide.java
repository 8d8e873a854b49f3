package io.ffsamediff.graph;

import org.nd4j.autodiff.samediff.NameScope;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a graph of pairs computes for its positives, or for its negatives.
 *
 * @param labels_BC label inputs of this side
 * @param h_BO activations
 * @param goodness_B1 goodness
 * @param rowLoss_B1 loss of each row
 * @param coefficient_B1 {@link LocalGradient#coefficient}
 * @param dz_BO gradient by pre-activations
 */
record PairSide(
    SDVariable labels_BC,
    SDVariable h_BO,
    SDVariable goodness_B1,
    SDVariable rowLoss_B1,
    SDVariable coefficient_B1,
    SDVariable dz_BO) {

  /**
   * Defines a side; its variables are named {@code scope/...}.
   *
   * @param polarity +1 for positives, -1 for negatives
   * @param z_BO pre-activations of the images without label
   * @param labelKernel_CO the kernel's rows of the labels
   */
  static PairSide define(
      SameDiff sd,
      LayerSpec spec,
      String scope,
      double polarity,
      SDVariable z_BO,
      SDVariable labelKernel_CO,
      SDVariable inverseRows_11) {
    // SameDiff gives placeholders no scope of their own.
    SDVariable labels_BC = sd.placeHolder(scope + "/" + LayerGraph.LABELS, z_BO.dataType(), -1, -1);
    try (NameScope names = sd.withNameScope(scope)) {
      FFDense.defineGoodness(sd, spec, z_BO.add(sd.mmul(labels_BC, labelKernel_CO)));
      SDVariable h_BO = sd.getVariable(names.getName() + "/" + LayerGraph.ACTIVATIONS);
      SDVariable goodness_B1 = sd.getVariable(names.getName() + "/" + LayerGraph.GOODNESS);
      SDVariable polarity_11 =
          sd.constant(Nd4j.scalar(polarity).castTo(z_BO.dataType()).reshape(1, 1));
      SDVariable margin_B1 = GoodnessLoss.margin(goodness_B1, polarity_11, spec.threshold());
      SDVariable c_B1 = LocalGradient.coefficient(sd, spec, margin_B1, polarity_11, inverseRows_11);
      return new PairSide(
          labels_BC,
          h_BO,
          goodness_B1,
          GoodnessLoss.softplus(sd, margin_B1),
          c_B1,
          h_BO.mul(LayerGraph.PRE_ACTIVATION_GRADIENT, c_B1));
    }
  }
}
