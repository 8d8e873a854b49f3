package io.ffsamediff.graph;

import io.ffsamediff.config.LossConfig;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/*
 * Hinton (2022), section 2, equation 1: p(positive) = sigmoid((g - theta) / T). The negative
 * log-likelihood of a positive is softplus((theta - g) / T), of a negative softplus((g - theta) / T);
 * with the polarity p both are softplus(p (theta - g) / T).
 *
 * With a = p (theta - g) / T, L = sum_rows softplus(a) / R and g = s sum_j h_j^2, h = relu(z):
 *
 *   dL/dg = -p sigmoid(a) / (T R)
 *   dg/dz = 2 s h          (d(h^2)/dz = 2 h relu'(z) = 2 h: the mask is already in h)
 *   dL/dz = c h            with c_B1 = -p sigmoid(a) 2 s / (T R)
 *
 * A loss of pairs (SymBa: Lee and Song 2023) is a function f(u) of u = -alpha (g+ - g-), with the
 * mean over the R / 2 pairs: dL/dg+ = -alpha f'(u) 2 / R = -dL/dg-. f is softplus, f' = sigmoid, or
 * silu: f(u) = u sigmoid(u), f'(u) = sigmoid(u) (1 + u (1 - sigmoid(u))).
 *
 * ND4J's own softplus is log(1 + exp(a)), which is infinite in float32 from a = 89 on, a value
 * that a sum of squares passes at once. max(a, 0) + log1p(exp(-|a|)) is the same and stays finite.
 */
/**
 * The loss of rows and what follows from it for the gradient.
 *
 * @param loss_B1 loss of each row; of a pair, both of its rows have the pair's
 * @param coefficient_B1 what turns activations into the gradient by pre-activations, already
 *     divided by the rows of the whole batch, so that the shares of a batch's blocks add up; of
 *     pairs, that of the positive, and the negative's is its opposite
 */
record GoodnessLoss(SDVariable loss_B1, SDVariable coefficient_B1) {

  /**
   * The loss of rows each by itself.
   *
   * @param goodness_B1 goodness of each row
   * @param polarity +1 for a positive, -1 for a negative: a row's own, or one for all
   * @param inverseRows_11 one over the rows of the whole batch
   */
  static GoodnessLoss ofRows(
      SameDiff sd,
      LayerSpec spec,
      SDVariable goodness_B1,
      SDVariable polarity,
      SDVariable inverseRows_11) {
    double temperature = ((LossConfig.Softplus) spec.config().loss()).temperature();
    SDVariable distance_B1 = goodness_B1.rsub(spec.threshold());
    SDVariable margin_B1 =
        (temperature == 1 ? distance_B1 : distance_B1.mul(1 / temperature)).mul(polarity);
    SDVariable c_B1 =
        sd.nn()
            .sigmoid(margin_B1)
            .mul(polarity)
            .mul(-Goodness.gradientScale(spec) / temperature)
            .mul(inverseRows_11);
    return new GoodnessLoss(softplus(sd, margin_B1), c_B1);
  }

  /**
   * The loss of positives against their negatives.
   *
   * @param contrast goodness of each positive less that of its negative
   * @param inverseRows_11 one over the rows of the whole batch, positives and negatives
   */
  static GoodnessLoss ofPairs(
      SameDiff sd, LayerSpec spec, SDVariable contrast, SDVariable inverseRows_11) {
    if (spec.config().loss() instanceof LossConfig.SwishSymba swish) {
      SDVariable u = contrast.mul(-swish.alpha());
      SDVariable sigmoid = sd.nn().sigmoid(u);
      SDVariable slope = sigmoid.mul(u.mul(sigmoid.rsub(1.0)).add(1.0));
      return new GoodnessLoss(
          u.mul(sigmoid), coefficient(spec, slope, swish.alpha(), inverseRows_11));
    }
    double alpha = ((LossConfig.Symba) spec.config().loss()).alpha();
    SDVariable u = contrast.mul(-alpha);
    return new GoodnessLoss(
        softplus(sd, u), coefficient(spec, sd.nn().sigmoid(u), alpha, inverseRows_11));
  }

  private static SDVariable coefficient(
      LayerSpec spec, SDVariable slope, double alpha, SDVariable inverseRows_11) {
    return slope.mul(-2 * alpha * Goodness.gradientScale(spec)).mul(inverseRows_11);
  }

  /** {@code softplus(a)} without overflow. */
  private static SDVariable softplus(SameDiff sd, SDVariable a) {
    SDVariable tail = sd.math().log1p(sd.math().exp(sd.math().neg(sd.math().abs(a))));
    return sd.nn().relu(a, 0).add(tail);
  }
}
