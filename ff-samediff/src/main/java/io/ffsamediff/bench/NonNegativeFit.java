package io.ffsamediff.bench;

import java.util.stream.IntStream;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/*
 * The coefficients that are above zero in the solution are the unconstrained solution for their own
 * features. So the best of all choices of features whose solution has no coefficient below zero is
 * the solution: of few features, there are few choices.
 */
/** Least squares with coefficients that are not below zero. */
final class NonNegativeFit {

  /** Features this much alike, relative to their length, count as one. */
  private static final double SINGULAR = 1e-9;

  private static final int MOST_FEATURES = 12;

  private NonNegativeFit() {}

  /**
   * The coefficients that bring the weighted sums of the features nearest to {@code values}.
   *
   * @param features a row an observation, a column a feature; at most 12 columns
   * @param values one an observation
   * @return one a feature, 0 where it does not help
   */
  static double[] of(double[][] features, double[] values) {
    int columns = features[0].length;
    if (columns > MOST_FEATURES) {
      throw new IllegalArgumentException("fit: expected few features, received " + columns);
    }
    RealMatrix all = MatrixUtils.createRealMatrix(features);
    RealVector target = new ArrayRealVector(values);
    double[] best = new double[columns];
    double least = target.getNorm();
    for (int choice = 1; choice < 1 << columns; choice++) {
      int[] chosen = chosen(choice, columns);
      double[] found = solve(all, chosen, target);
      if (found.length > 0 && IntStream.range(0, found.length).allMatch(i -> found[i] >= 0)) {
        double[] full = new double[columns];
        for (int i = 0; i < chosen.length; i++) {
          full[chosen[i]] = found[i];
        }
        double distance = all.operate(new ArrayRealVector(full)).getDistance(target);
        if (distance < least) {
          least = distance;
          best = full;
        }
      }
    }
    return best;
  }

  private static int[] chosen(int choice, int columns) {
    return IntStream.range(0, columns).filter(column -> (choice >> column & 1) == 1).toArray();
  }

  /** The solution for some features without bounds; empty where there is none. */
  private static double[] solve(RealMatrix all, int[] chosen, RealVector target) {
    int rows = all.getRowDimension();
    if (chosen.length > rows) {
      return new double[0];
    }
    RealMatrix scaled = MatrixUtils.createRealMatrix(rows, chosen.length);
    double[] lengths = new double[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      RealVector column = all.getColumnVector(chosen[i]);
      lengths[i] = column.getNorm();
      if (lengths[i] == 0) {
        return new double[0];
      }
      scaled.setColumnVector(i, column.mapDivide(lengths[i]));
    }
    DecompositionSolver solver = new QRDecomposition(scaled, SINGULAR).getSolver();
    if (!solver.isNonSingular()) {
      return new double[0];
    }
    double[] solution = solver.solve(target).toArray();
    for (int i = 0; i < solution.length; i++) {
      solution[i] /= lengths[i];
    }
    return solution;
  }
}
