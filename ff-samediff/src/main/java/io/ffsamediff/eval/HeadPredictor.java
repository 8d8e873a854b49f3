package io.ffsamediff.eval;

import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.exec.HeadTrial;
import io.ffsamediff.graph.HeadParameters;
import io.ffsamediff.train.FFNetwork;
import java.util.List;

/**
 * Predicts the class of the largest logit of the softmax head, from one pass with the neutral label
 * (Hinton 2022, section 3.3).
 */
public final class HeadPredictor implements Predictor {

  private final HeadTrial trial;
  private final int classes;

  /**
   * For the network as it stands at each prediction.
   *
   * @param network has a head; not changed; closed by its owner
   * @param encoder how examples become rows
   */
  public HeadPredictor(FFNetwork network, RowEncoder encoder) {
    HeadParameters head = network.head().orElseThrow();
    this.classes = head.spec().classes();
    this.trial = new HeadTrial(network.layers(), head, encoder);
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
