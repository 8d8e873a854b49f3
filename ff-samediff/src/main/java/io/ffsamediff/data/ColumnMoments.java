package io.ffsamediff.data;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Count, means and squares of the columns of a table's lines, of which those of several parts add
 * up to those of all.
 *
 * @param count number of lines N, at least 1
 * @param means mean of each of the D columns
 * @param squares sum over lines of the squared distance from the mean, of each column
 */
public record ColumnMoments(long count, double[] means, double[] squares) implements Serializable {

  /**
   * Those of all lines of a table that is here.
   *
   * @throws IllegalArgumentException if {@code data} are no table
   */
  public static ColumnMoments of(Dataset data) {
    if (!(data.examples() instanceof Examples.Table table)) {
      throw new IllegalArgumentException(data.name() + " is no table");
    }
    double[] means = new double[table.inputs()];
    double[] squares = new double[table.inputs()];
    for (int column = 0; column < means.length; column++) {
      means[column] = mean(table, column);
      squares[column] = squares(table, column, means[column]);
    }
    return new ColumnMoments(table.rows(), means, squares);
  }

  /** Relative to the first value, so that a constant column has exactly its value as its mean. */
  private static double mean(Examples.Table table, int column) {
    float[] values = table.values_ND();
    double first = values[column];
    double sum = 0;
    for (int i = column; i < values.length; i += table.inputs()) {
      sum += values[i] - first;
    }
    return first + sum / table.rows();
  }

  private static double squares(Examples.Table table, int column, double mean) {
    float[] values = table.values_ND();
    double squares = 0;
    for (int i = column; i < values.length; i += table.inputs()) {
      squares += (values[i] - mean) * (values[i] - mean);
    }
    return squares;
  }

  /**
   * Those of these lines and others together. [Chan, Golub, LeVeque 1979, "Updating formulae and a
   * pairwise algorithm for computing sample variances"]
   *
   * @param others of as many columns
   */
  public ColumnMoments plus(ColumnMoments others) {
    double all = (double) count + others.count;
    double[] sumMeans = new double[means.length];
    double[] sumSquares = new double[means.length];
    for (int column = 0; column < means.length; column++) {
      double apart = others.means[column] - means[column];
      sumMeans[column] = means[column] + apart * (others.count / all);
      sumSquares[column] =
          squares[column] + others.squares[column] + apart * apart * count * (others.count / all);
    }
    return new ColumnMoments(count + others.count, sumMeans, sumSquares);
  }

  /** What puts each column to mean 0 and standard deviation 1 over these lines. */
  public Standardization standardization() {
    double[] deviations = new double[means.length];
    Arrays.setAll(deviations, column -> Math.sqrt(squares[column] / count));
    return new Standardization(
        Arrays.stream(means).boxed().toList(), Arrays.stream(deviations).boxed().toList());
  }
}
