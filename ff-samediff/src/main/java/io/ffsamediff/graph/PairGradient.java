package io.ffsamediff.graph;

import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Loss and gradient of one side of a graph of pairs.
 *
 * @param side the side
 * @param loss_B1 loss of each row
 * @param dz_BO gradient by pre-activations
 * @param dbias_1O gradient by the biases
 */
record PairGradient(PairSide side, SDVariable loss_B1, SDVariable dz_BO, SDVariable dbias_1O) {

  /** Both sides, each judged by itself. */
  static PairGradient[] ofRows(
      SameDiff sd,
      LayerSpec spec,
      PairSide positive,
      PairSide negative,
      SDVariable inverseRows_11,
      @Nullable SDVariable pull_1O) {
    return new PairGradient[] {
      ofRows(sd, spec, positive, 1, inverseRows_11, pull_1O),
      ofRows(sd, spec, negative, -1, inverseRows_11, null)
    };
  }

  private static PairGradient ofRows(
      SameDiff sd,
      LayerSpec spec,
      PairSide side,
      double polarity,
      SDVariable inverseRows_11,
      @Nullable SDVariable pull_1O) {
    SDVariable polarity_11 =
        sd.constant(Nd4j.scalar(polarity).castTo(side.h_BO().dataType()).reshape(1, 1));
    GoodnessLoss loss =
        GoodnessLoss.ofRows(sd, spec, side.goodness_B1(), polarity_11, inverseRows_11);
    return of(sd, side, loss.loss_B1(), loss.coefficient_B1(), pull_1O);
  }

  /** Both sides, the positives judged against their negatives. */
  static PairGradient[] ofPairs(
      SameDiff sd,
      LayerSpec spec,
      PairSide positive,
      PairSide negative,
      SDVariable inverseRows_11,
      @Nullable SDVariable pull_1O) {
    SDVariable contrast_B1 = positive.goodness_B1().sub(negative.goodness_B1());
    GoodnessLoss loss = GoodnessLoss.ofPairs(sd, spec, contrast_B1, inverseRows_11);
    SDVariable opposite_B1 = sd.math().neg(loss.coefficient_B1());
    return new PairGradient[] {
      of(sd, positive, loss.loss_B1(), loss.coefficient_B1(), pull_1O),
      of(sd, negative, loss.loss_B1(), opposite_B1, null)
    };
  }

  private static PairGradient of(
      SameDiff sd,
      PairSide side,
      SDVariable loss_B1,
      SDVariable c_B1,
      @Nullable SDVariable pull_1O) {
    SDVariable dz_BO = side.h_BO().mul(c_B1);
    SDVariable pulled_BO = pull_1O == null ? dz_BO : dz_BO.add(pull_1O);
    return new PairGradient(
        side, loss_B1, pulled_BO, LocalGradient.bias(sd, c_B1, side.h_BO(), pulled_BO, pull_1O));
  }
}
