package io.ffsamediff.eval;

import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.TrainTest;
import io.ffsamediff.train.Validation;

/** Counts errors on all splits of a data set. */
public final class TrainTestValidation implements Validation {

  private final Predictor predictor;
  private final TrainTest data;

  /** With a predictor of the network that trains. */
  public TrainTestValidation(Predictor predictor, TrainTest data) {
    this.predictor = predictor;
    this.data = data;
  }

  @Override
  public Errors count() {
    return new Errors(
        errors(data.train()),
        errors(data.test()),
        data.validation().map(this::errors).orElse(null));
  }

  private int errors(Dataset split) {
    return ConfusionMatrix.of(split.labels(), predictor.predict(split).labels(), split.classes())
        .errors();
  }
}
