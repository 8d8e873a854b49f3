package io.ffsamediff.eval;

import io.ffsamediff.config.EvaluationConfig.LayerSelection;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.exec.LabelTrial;
import io.ffsamediff.train.FFNetwork;
import java.util.List;

/**
 * Tries every label on an example and predicts the one of the largest goodness, added up over
 * layers (Hinton 2022, section 3.3; the Keras example's {@code predict}). The image part of the
 * first layer's product is computed once for all labels.
 */
public final class GoodnessPredictor implements Predictor {

  private final RowEncoder encoder;
  private final LayerSelection selection;
  private final LabelTrial trial;

  /**
   * For the network as it stands at each prediction, of many examples.
   *
   * @param network not changed; closed by its owner
   * @param encoder how examples become rows
   * @param selection layers whose goodness counts
   */
  public GoodnessPredictor(FFNetwork network, RowEncoder encoder, LayerSelection selection) {
    this(network, encoder, selection, Predictors.MANY);
  }

  /** The same for {@code examples} at a time, or fewer. */
  GoodnessPredictor(FFNetwork network, RowEncoder encoder, LayerSelection selection, int examples) {
    this.encoder = encoder;
    this.selection = selection;
    this.trial = LabelTrial.of(network.layers(), encoder, examples);
  }

  @Override
  public String name() {
    return "goodness";
  }

  @Override
  public Predictions predict(Dataset data) {
    int classes = encoder.labels().classes();
    List<float[]> layerScores_NC = trial.run(data);
    float[] scores_NC = new float[layerScores_NC.get(0).length];
    addSelected(scores_NC, layerScores_NC);
    return new Predictions(classes, scores_NC, layerScores_NC);
  }

  private void addSelected(float[] scores_NC, List<float[]> layerScores_NC) {
    for (int l = 0; l < layerScores_NC.size(); l++) {
      if (selection.contains(l + 1)) {
        float[] layer_NC = layerScores_NC.get(l);
        for (int k = 0; k < scores_NC.length; k++) {
          scores_NC[k] += layer_NC[k];
        }
      }
    }
  }

  @Override
  public void close() {
    trial.close();
  }
}
