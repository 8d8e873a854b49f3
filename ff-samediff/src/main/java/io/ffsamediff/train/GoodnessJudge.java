package io.ffsamediff.train;

import io.ffsamediff.config.EvaluationConfig.LayerSelection;
import io.ffsamediff.data.PairRows;
import io.ffsamediff.exec.LabelTrial;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Weighs a label by the root of its goodness, added up over the layers whose goodness predicts
 * (dah33/explore_forward_forward). Sees all activations, also where training drops some.
 */
final class GoodnessJudge implements LabelJudge {

  private final LabelTrial trial;
  private final LayerSelection selection;

  /**
   * Judges by {@code trial}.
   *
   * @param selection layers whose goodness counts
   */
  GoodnessJudge(LabelTrial trial, LayerSelection selection) {
    this.trial = trial;
    this.selection = selection;
  }

  @Override
  public FloatBuffer weights(PairRows batch) {
    List<float[]> goodness_PC = trial.run(batch);
    float[] weights_PC = new float[goodness_PC.get(0).length];
    for (int k = 0; k < weights_PC.length; k++) {
      double sum = 0;
      for (int layer = 0; layer < goodness_PC.size(); layer++) {
        sum += selection.contains(layer + 1) ? goodness_PC.get(layer)[k] : 0;
      }
      weights_PC[k] = (float) Math.sqrt(sum);
    }
    return FloatBuffer.wrap(weights_PC);
  }
}
