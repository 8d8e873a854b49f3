package io.ffsamediff.data;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * Puts each column of a table to mean 0 and standard deviation 1 over the training examples: {@code
 * (x - mean) / deviation}. A column that was constant in training tells nothing and becomes 0.
 *
 * @param means mean of each of the D columns
 * @param deviations standard deviation of each, over N examples and not N - 1; 0 for a constant
 */
public record Standardization(List<Double> means, List<Double> deviations) implements Serializable {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if they differ in length, or a number is not finite or a
   *     deviation negative
   */
  public Standardization {
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
    if (means.size() != deviations.size()
        || !means.stream().allMatch(Double::isFinite)
        || !deviations.stream().allMatch(d -> Double.isFinite(d) && d >= 0)) {
      throw new IllegalArgumentException(
          "expected as many finite means as deviations of at least 0, received others");
    }
  }

  /**
   * What standardises {@code train}, a table.
   *
   * @param train the examples that are learnt from, and no others
   */
  public static Standardization of(Dataset train) {
    return ColumnMoments.of(train).standardization();
  }

  /**
   * The same examples, standardised.
   *
   * @param data a table of as many columns that is not standardised
   * @throws DataException if a number gets too large for a float
   */
  public Dataset apply(Dataset data) {
    Examples.Table table = table(data);
    if (table.standardization().isPresent() || table.inputs() != means.size()) {
      throw new IllegalArgumentException(
          data.name() + " is standardised already, or has other columns");
    }
    float[] values = table.values_ND().clone();
    for (int column = 0; column < means.size(); column++) {
      standardise(values, column, means.get(column), deviations.get(column));
    }
    return data.with(
        new Examples.Table(table.columns(), table.inputs(), values, Optional.of(this)),
        "numbers that are finite when standardised");
  }

  private void standardise(float[] values, int column, double mean, double deviation) {
    for (int i = column; i < values.length; i += means.size()) {
      values[i] = deviation == 0 ? 0 : (float) ((values[i] - mean) / deviation);
    }
  }

  private static Examples.Table table(Dataset data) {
    if (data.examples() instanceof Examples.Table table) {
      return table;
    }
    throw new IllegalArgumentException(data.name() + " is no table");
  }
}
