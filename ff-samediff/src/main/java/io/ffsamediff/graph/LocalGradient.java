package io.ffsamediff.graph;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/*
 * With a = p (theta - g), L = sum_rows softplus(a) / R and g = s sum_j h_j^2, h = relu(z):
 *
 *   dL/dg = -p sigmoid(a) / R
 *   dg/dz = 2 s h          (d(h^2)/dz = 2 h relu'(z) = 2 h: the mask is already in h)
 *   dL/dz = c h            with c_B1 = -p sigmoid(a) 2 s / R
 *   dL/dW = x' (c h),  dL/db = c' h
 *
 * No chain reaches the layer below and no dL/dx is formed. SameDiff's autodiff over the loss is the
 * oracle of the tests.
 */
/** The gradient of a layer's loss, written out in the layer's own graph. */
final class LocalGradient {

  private LocalGradient() {}

  /**
   * {@code c_B1}: what turns activations into the gradient by pre-activations, already divided by
   * the rows of the whole batch, so that the shares of a batch's blocks add up.
   */
  static SDVariable coefficient(
      SameDiff sd,
      LayerSpec spec,
      SDVariable margin_B1,
      SDVariable polarity,
      SDVariable inverseRows_11) {
    return sd.nn()
        .sigmoid(margin_B1)
        .mul(polarity)
        .mul(-Goodness.gradientScale(spec))
        .mul("coefficient", inverseRows_11);
  }

  /** Adds {@code dL/dW}, these rows' share. */
  static void defineKernelGradient(SameDiff sd, SDVariable x_BI, SDVariable dz_BO) {
    sd.mmul(LayerGraph.KERNEL_GRADIENT, x_BI, dz_BO, true, false, false);
  }

  /** {@code dL/db} of these rows, of shape 1 x O. */
  static SDVariable biasGradient(SameDiff sd, SDVariable coefficient_B1, SDVariable h_BO) {
    return sd.mmul(coefficient_B1, h_BO, true, false, false);
  }
}
