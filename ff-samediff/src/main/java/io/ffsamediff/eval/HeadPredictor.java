package io.ffsamediff.eval;

import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.exec.BackpropTrial;
import io.ffsamediff.exec.HeadTrial;
import io.ffsamediff.exec.LogitsTrial;
import io.ffsamediff.graph.HeadParameters;
import io.ffsamediff.train.FFNetwork;
import java.util.List;

/**
 * Predicts the class of the largest logit of a softmax classifier: the head, from one pass with the
 * neutral label (Hinton 2022, section 3.3), or the last layer of a network that learns by
 * back-propagation.
 */
public final class HeadPredictor implements Predictor {

  private final LogitsTrial trial;
  private final int classes;

  private HeadPredictor(LogitsTrial trial, HeadParameters softmax) {
    this.trial = trial;
    this.classes = softmax.spec().classes();
  }

  /**
   * The head's predictor, for the network as it stands at each prediction.
   *
   * @param network has a head; not changed; closed by its owner
   * @param encoder how examples become rows
   * @param examples how many are mostly predicted at a time
   */
  static HeadPredictor ofHead(FFNetwork network, RowEncoder encoder, int examples) {
    HeadParameters head = network.head().orElseThrow();
    return new HeadPredictor(HeadTrial.of(network.layers(), head, encoder, examples), head);
  }

  /**
   * The predictor of a network that learns by back-propagation, as it stands at each prediction.
   *
   * @param network not changed; closed by its owner
   * @param encoder how examples become rows, without labels
   * @param examples how many are mostly predicted at a time
   */
  static HeadPredictor ofBackprop(FFNetwork network, RowEncoder encoder, int examples) {
    HeadParameters softmax = network.head().orElseThrow();
    return new HeadPredictor(
        new BackpropTrial(network.layers(), softmax, encoder, examples), softmax);
  }

  @Override
  public String name() {
    return "head";
  }

  @Override
  public Predictions predict(Dataset data) {
    return new Predictions(classes, trial.run(data), List.of());
  }

  @Override
  public void close() {
    trial.close();
  }
}
