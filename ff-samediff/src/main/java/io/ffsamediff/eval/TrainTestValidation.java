package io.ffsamediff.eval;

import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.TrainTest;
import io.ffsamediff.train.Validation;
import java.util.function.IntSupplier;

/** Counts errors on all splits of a data set. */
public final class TrainTestValidation implements Validation {

  private final Predictor predictor;
  private final TrainTest data;
  private final IntSupplier trainingErrors;

  /** With a predictor of the network that is judged, all of whose examples are here. */
  public TrainTestValidation(Predictor predictor, TrainTest data) {
    this(
        predictor,
        data,
        () -> {
          throw new IllegalStateException("the examples to learn from are elsewhere");
        });
  }

  /**
   * With a predictor of the network that is judged.
   *
   * @param trainingErrors counts errors on the examples to learn from, where these are elsewhere
   */
  public TrainTestValidation(Predictor predictor, TrainTest data, IntSupplier trainingErrors) {
    this.predictor = predictor;
    this.data = data;
    this.trainingErrors = trainingErrors;
  }

  @Override
  public Errors count() {
    return new Errors(
        data.train().isElsewhere() ? trainingErrors.getAsInt() : errors(data.train()),
        errors(data.test()),
        data.validation().map(this::errors).orElse(null));
  }

  private int errors(Dataset split) {
    return ConfusionMatrix.of(split.labels(), predictor.predict(split).labels(), split.classes())
        .errors();
  }
}
