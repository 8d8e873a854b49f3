package io.ffsamediff.graph;

import org.nd4j.autodiff.samediff.SDVariable;

/*
 * Hinton (2022), section 2: "let us suppose that the goodness function for a layer is simply the
 * sum of the squares of the activities of the rectified linear neurons in that layer". The Keras
 * example takes the mean, which divides threshold and gradient by the number of units.
 */
/** Goodness of an example: {@code g = s * sum_j h_j^2}, with s = 1 (sum) or 1 / units (mean). */
final class Goodness {

  private Goodness() {}

  /**
   * Goodness of each row.
   *
   * @param squares_B1 sum of squared activations of each row
   * @return {@code g_B1}
   */
  static SDVariable of(SDVariable squares_B1, LayerSpec spec) {
    return squares_B1.mul(LayerGraph.GOODNESS, spec.goodnessScale());
  }

  /** The factor k of {@code dg/dz = k h}: 2 (sum) or 2 / units (mean), since h = relu(z). */
  static double gradientScale(LayerSpec spec) {
    return 2 * spec.goodnessScale();
  }
}
