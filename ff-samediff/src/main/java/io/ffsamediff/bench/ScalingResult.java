package io.ffsamediff.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the cost of the first layer's inner epoch grows.
 *
 * @param rows against the number of examples
 * @param units against the number of units
 */
public record ScalingResult(Series rows, Series units) {

  /**
   * One size varied.
   *
   * @param points in rising order
   * @param stepExponent k of {@code seconds = c size^k} for the inner epoch; null for fewer than
   *     two points
   * @param productExponent the same for its products alone
   * @param skipped what was left out, and why
   */
  public record Series(
      List<Point> points,
      @Nullable Double stepExponent,
      @Nullable Double productExponent,
      List<String> skipped) {

    /** Copies the lists. */
    public Series {
      points = List.copyOf(points);
      skipped = List.copyOf(skipped);
    }

    /** Fits the exponents. */
    static Series of(List<Point> points, List<String> skipped) {
      boolean fits = points.stream().mapToInt(Point::size).distinct().count() > 1;
      return new Series(
          points,
          fits ? PowerLaw.exponent(points, Point::size, Point::stepSeconds) : null,
          fits ? PowerLaw.exponent(points, Point::size, Point::productSeconds) : null,
          skipped);
    }
  }

  /**
   * One measurement.
   *
   * @param size examples or units
   * @param stepSeconds the inner epoch: the median
   * @param productSeconds its products alone: the median
   */
  public record Point(int size, double stepSeconds, double productSeconds) {}
}
