package io.ffsamediff.eval;

import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.exec.BackpropTrial;
import io.ffsamediff.graph.HeadParameters;
import io.ffsamediff.train.FFNetwork;
import java.util.List;

/** Predicts the class of the largest logit of a network that learns by back-propagation. */
public final class BackpropPredictor implements Predictor {

  private final BackpropTrial trial;
  private final int classes;

  /**
   * For the network as it stands at each prediction.
   *
   * @param network not changed; closed by its owner
   * @param encoder how examples become rows, without labels
   */
  public BackpropPredictor(FFNetwork network, RowEncoder encoder) {
    HeadParameters softmax = network.head().orElseThrow();
    this.classes = softmax.spec().classes();
    this.trial = new BackpropTrial(network.layers(), softmax, encoder);
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
