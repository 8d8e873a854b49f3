package io.ffsamediff.graph;

import io.ffsamediff.config.NetworkConfig.InputNormalization;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/*
 * Hinton (2022), section 2: without it a layer could tell positives from negatives by the length of
 * the activity vector below, which is what the layer below was trained on; with it "all of the
 * information in the hidden vector ... is contained in its orientation".
 */
/**
 * Length normalisation of a layer's output for the next layer; {@link
 * io.ffsamediff.data.RowEncoder} has the same formulas for the input of the first.
 */
final class LengthNormalizer {

  private LengthNormalizer() {}

  /**
   * Rows of {@code h_BO} with their length taken away.
   *
   * @param squares_B1 sum of squares of each row
   */
  static SDVariable define(SameDiff sd, LayerSpec spec, SDVariable h_BO, SDVariable squares_B1) {
    InputNormalization kind = spec.normalization();
    if (kind == InputNormalization.NONE) {
      return sd.identity(LayerGraph.NORMALIZED, h_BO);
    }
    SDVariable meanOrSum_B1 =
        kind == InputNormalization.RMS ? squares_B1.mul(1.0 / spec.units()) : squares_B1;
    SDVariable length_B1 = sd.math().sqrt(meanOrSum_B1).add(kind.epsilon());
    return h_BO.mul(LayerGraph.NORMALIZED, length_B1.rdiv(1.0));
  }
}
