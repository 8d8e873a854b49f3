package io.ffsamediff.eval;

import io.ffsamediff.config.EvaluationConfig.LayerSelection;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.ImageBlock;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.exec.LabelTrial;
import io.ffsamediff.train.FFNetwork;
import java.util.ArrayList;
import java.util.List;

/**
 * Tries every label on an example and predicts the one of the largest goodness, added up over
 * layers (Hinton 2022, section 3.3; the Keras example's {@code predict}). Works on blocks of
 * {@value #BLOCK} examples; the image part of the first layer's product is computed once for all
 * labels.
 */
public final class GoodnessPredictor implements Predictor {

  private static final int BLOCK = 512;

  private final RowEncoder encoder;
  private final LayerSelection selection;
  private final int layers;
  private final ImageBlock images;
  private final LabelTrial trial;

  /**
   * For the network as it stands at each prediction.
   *
   * @param network not changed; closed by its owner
   * @param encoder how examples become rows
   * @param selection layers whose goodness counts
   */
  public GoodnessPredictor(FFNetwork network, RowEncoder encoder, LayerSelection selection) {
    this.encoder = encoder;
    this.selection = selection;
    this.layers = network.layers().size();
    this.images = new ImageBlock(BLOCK, encoder);
    this.trial = new LabelTrial(network.layers(), images, encoder.labels().offset());
  }

  @Override
  public String name() {
    return "goodness";
  }

  @Override
  public Predictions predict(Dataset data) {
    int classes = encoder.labels().classes();
    float[] scores_NC = new float[Math.multiplyExact(data.size(), classes)];
    List<float[]> layerScores_NC = new ArrayList<>();
    for (int l = 0; l < layers; l++) {
      layerScores_NC.add(new float[scores_NC.length]);
    }
    for (int from = 0; from < data.size(); from += BLOCK) {
      int count = images.fill(data, from);
      trial.load();
      for (int label = 0; label < classes; label++) {
        trial.run(label);
        for (int l = 0; l < layers; l++) {
          float[] goodness_B = trial.goodness(l);
          for (int i = 0; i < count; i++) {
            layerScores_NC.get(l)[(from + i) * classes + label] = goodness_B[i];
          }
        }
      }
    }
    addSelected(scores_NC, layerScores_NC);
    return new Predictions(classes, scores_NC, layerScores_NC);
  }

  private void addSelected(float[] scores_NC, List<float[]> layerScores_NC) {
    for (int l = 0; l < layers; l++) {
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
    images.close();
  }
}
