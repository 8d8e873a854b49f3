package io.ffsamediff.data;

import io.ffsamediff.config.DataConfig;
import io.ffsamediff.config.DataConfig.Scaling;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

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

  /**
   * As many examples of each split as {@code config} asks for, some held back for validation, and a
   * table standardised by those that are left to learn from.
   *
   * @throws DataException if none would be left to learn from
   */
  public TrainTest prepared(DataConfig config) {
    TrainTest chosen =
        new TrainTest(
                train.first(config.trainExamples().of(train.size())),
                test.first(config.testExamples().of(test.size())))
            .holdBack(config.validationExamples());
    boolean standardised = train.isTable() && config.scaling() != Scaling.NONE;
    return standardised ? chosen.standardised() : chosen;
  }

  private TrainTest standardised() {
    Standardization standardization = Standardization.of(train);
    return new TrainTest(
        standardization.apply(train),
        standardization.apply(test),
        validation.map(standardization::apply));
  }

  /**
   * Refuses test examples of another form than that of the training examples.
   *
   * @param where what messages call the test examples
   * @throws DataException if their shape or the names of their columns differ
   */
  public void requireSameForm(String where) {
    if (!train.shape().equals(test.shape())) {
      throw new DataException(
          "%s: expected test %s as in training, received %s. Use files that belong together."
              .formatted(where, form(train), form(test)));
    }
    if (!train.columns().equals(test.columns())) {
      int column = firstDifference(train.columns(), test.columns());
      throw new DataException(
          "%s: expected the columns of the training file in their order, received \"%s\" where that has \"%s\". Use files that belong together."
              .formatted(
                  where,
                  CsvPlace.shown(test.columns().get(column)),
                  CsvPlace.shown(train.columns().get(column))));
    }
  }

  /** Of lists of one length that differ. */
  private static int firstDifference(List<String> some, List<String> others) {
    return IntStream.range(0, some.size())
        .filter(i -> !some.get(i).equals(others.get(i)))
        .findFirst()
        .orElseThrow();
  }

  private static String form(Dataset data) {
    return data.isTable()
        ? "examples of " + CsvPlace.count(data.inputs(), "input")
        : "images of " + data.shape();
  }
}
