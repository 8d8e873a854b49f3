package io.ffsamediff.graph;

import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/*
 *   dL/dz = c h   (GoodnessLoss), for positives plus the pull of peer normalisation
 *   dL/dW = x' dL/dz,  dL/db = sum over rows of dL/dz, c' h without the pull
 *
 * No chain reaches the layer below and no dL/dx is formed. SameDiff's autodiff over the loss is the
 * oracle of the tests.
 */
/** The gradient of a layer's loss, written out in the layer's own graph. */
final class LocalGradient {

  private LocalGradient() {}

  /**
   * {@code dL/dz}.
   *
   * @param pull_BO or 1 x O: what peer normalisation adds; null for none
   */
  static SDVariable preActivation(
      String name, SDVariable h_BO, SDVariable c_B1, @Nullable SDVariable pull_BO) {
    return pull_BO == null ? h_BO.mul(name, c_B1) : h_BO.mul(c_B1).add(name, pull_BO);
  }

  /** Adds {@code dL/dW}, these rows' share. */
  static void defineKernelGradient(SameDiff sd, SDVariable x_BI, SDVariable dz_BO) {
    sd.mmul(LayerGraph.KERNEL_GRADIENT, x_BI, dz_BO, true, false, false);
  }

  /**
   * {@code dL/db} of these rows, of shape 1 x O.
   *
   * @param pull_BO what peer normalisation added to {@code dz_BO}; null for nothing
   */
  static SDVariable bias(
      SameDiff sd,
      SDVariable c_B1,
      SDVariable h_BO,
      SDVariable dz_BO,
      @Nullable SDVariable pull_BO) {
    return pull_BO == null ? sd.mmul(c_B1, h_BO, true, false, false) : dz_BO.sum(true, 0);
  }
}
