package io.ffsamediff.data;

import java.util.Optional;

/**
 * The splits of a data set.
 *
 * @param train examples to learn from
 * @param test examples to be judged by
 * @param validation examples by which training is steered, where some are held back
 */
public record TrainTest(Dataset train, Dataset test, Optional<Dataset> validation) {

  /** Nothing held back. */
  public TrainTest(Dataset train, Dataset test) {
    this(train, test, Optional.empty());
  }

  /**
   * The same with the last {@code examples} of the training examples held back for validation.
   *
   * @throws DataException if none would be left to learn from
   */
  public TrainTest holdBack(int examples) {
    if (examples == 0) {
      return this;
    }
    int left = train.size() - examples;
    if (left < 1) {
      throw new DataException(
          "%s: expected more training examples than the %d held back for validation, received %d. Lower data.validationExamples."
              .formatted(train.name(), examples, train.size()));
    }
    return new TrainTest(train.first(left), test, Optional.of(train.slice(left, train.size())));
  }
}
