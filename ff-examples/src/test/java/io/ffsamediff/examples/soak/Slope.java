package io.ffsamediff.examples.soak;

import java.util.List;

/**
 * A straight line through samples by least squares.
 *
 * @param mean of the values
 * @param perHour growth in an hour
 * @param standardError of {@code perHour}; neighbours that resemble each other are taken into
 *     account, as if there were fewer of them
 * @param hours between the first sample and the last
 */
record Slope(double mean, double perHour, double standardError, double hours) {

  private static final double SURE = 3;
  private static final double MAX_CORRELATION = 0.99;

  /** A value at a time. */
  record Point(double hours, double value) {}

  /** The line through at least three points, in the order of time. */
  static Slope of(List<Point> points) {
    int n = points.size();
    double meanTime = points.stream().mapToDouble(Point::hours).average().orElseThrow();
    double mean = points.stream().mapToDouble(Point::value).average().orElseThrow();
    double times = 0;
    double products = 0;
    for (Point point : points) {
      double time = point.hours() - meanTime;
      times += time * time;
      products += time * (point.value() - mean);
    }
    double perHour = products / times;
    double[] residuals =
        points.stream()
            .mapToDouble(p -> p.value() - mean - perHour * (p.hours() - meanTime))
            .toArray();
    double error = Math.sqrt(squares(residuals) / (n - 2) / times) * inflation(residuals);
    return new Slope(mean, perHour, error, points.get(n - 1).hours() - points.get(0).hours());
  }

  private static double squares(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return sum;
  }

  /** By how much the correlation of neighbours makes the error larger. */
  private static double inflation(double[] residuals) {
    double products = 0;
    for (int i = 1; i < residuals.length; i++) {
      products += residuals[i] * residuals[i - 1];
    }
    double all = squares(residuals);
    double correlation = all == 0 ? 0 : Math.max(0, Math.min(MAX_CORRELATION, products / all));
    return Math.sqrt((1 + correlation) / (1 - correlation));
  }

  /** Whether the values surely rise, and by more than {@code allowed} in the time measured. */
  boolean isLeak(double allowed) {
    return perHour - SURE * standardError > 0 && perHour * hours > allowed;
  }
}
