package io.ffsamediff.graph;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/*
 * Hinton (2022), section 2, equation 1: p(positive) = sigmoid(g - theta). The negative
 * log-likelihood of a positive is softplus(theta - g), of a negative softplus(g - theta); with the
 * polarity p both are softplus(p (theta - g)).
 *
 * ND4J's own softplus is log(1 + exp(a)), which is infinite in float32 from a = 89 on, a value
 * that a sum of squares passes at once. max(a, 0) + log1p(exp(-|a|)) is the same and stays finite.
 */
/** The loss of a row, {@code softplus(p * (theta - g))}. */
final class GoodnessLoss {

  private GoodnessLoss() {}

  /** {@code a_B1 = p * (theta - g)}: how far a row is on the wrong side of the threshold. */
  static SDVariable margin(SDVariable goodness_B1, SDVariable polarity_B1, double threshold) {
    return goodness_B1.rsub(threshold).mul("margin", polarity_B1);
  }

  /** {@code softplus(a_B1)} without overflow. */
  static SDVariable softplus(SameDiff sd, SDVariable margin_B1) {
    SDVariable tail_B1 = sd.math().log1p(sd.math().exp(sd.math().neg(sd.math().abs(margin_B1))));
    return sd.nn().relu(margin_B1, 0).add("rowLoss", tail_B1);
  }
}
