package io.ffsamediff.graph;

import org.nd4j.autodiff.samediff.NameScope;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * What a graph of pairs computes for its positives, or for its negatives.
 *
 * @param labels_BC label inputs of this side
 * @param h_BO activations
 * @param goodness_B1 goodness
 */
record PairSide(SDVariable labels_BC, SDVariable h_BO, SDVariable goodness_B1) {

  /**
   * Defines a side; its variables are named {@code scope/...}.
   *
   * @param z_BO pre-activations of the images without label
   * @param labelKernel_CO the kernel's rows of the labels
   */
  static PairSide define(
      SameDiff sd, LayerSpec spec, String scope, SDVariable z_BO, SDVariable labelKernel_CO) {
    // SameDiff gives placeholders no scope of their own.
    SDVariable labels_BC = sd.placeHolder(scope + "/" + LayerGraph.LABELS, z_BO.dataType(), -1, -1);
    try (NameScope names = sd.withNameScope(scope)) {
      FFDense.defineGoodness(sd, spec, z_BO.add(sd.mmul(labels_BC, labelKernel_CO)));
      return new PairSide(
          labels_BC,
          sd.getVariable(names.getName() + "/" + LayerGraph.ACTIVATIONS),
          sd.getVariable(names.getName() + "/" + LayerGraph.GOODNESS));
    }
  }
}
