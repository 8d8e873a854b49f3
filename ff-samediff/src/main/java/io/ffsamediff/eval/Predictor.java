package io.ffsamediff.eval;

import io.ffsamediff.data.Dataset;

/** Predicts labels with the network as it stands. */
public interface Predictor extends AutoCloseable {

  /** Name of the predictor, as in {@code evaluation.json}. */
  String name();

  /** Scores every label for every example. */
  Predictions predict(Dataset data);

  @Override
  void close();
}
