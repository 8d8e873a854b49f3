package io.ffsamediff.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Fits {@code y = c x^k} by least squares on the logarithms. */
final class PowerLaw {

  private PowerLaw() {}

  /**
   * The exponent k over {@code points}; 1 is linear.
   *
   * @param x abscissa, above 0
   * @param y ordinate, above 0
   * @throws IllegalArgumentException if there are not two points of different x
   */
  static <T> double exponent(List<T> points, ToDoubleFunction<T> x, ToDoubleFunction<T> y) {
    double meanX = points.stream().mapToDouble(p -> log(x, p)).average().orElse(0);
    double meanY = points.stream().mapToDouble(p -> log(y, p)).average().orElse(0);
    double covariance = 0;
    double variance = 0;
    for (T point : points) {
      double dx = log(x, point) - meanX;
      covariance += dx * (log(y, point) - meanY);
      variance += dx * dx;
    }
    if (variance == 0) {
      throw new IllegalArgumentException(
          "exponent: expected two points of different x, received " + points);
    }
    return covariance / variance;
  }

  private static <T> double log(ToDoubleFunction<T> coordinate, T point) {
    return Math.log(coordinate.applyAsDouble(point));
  }
}
