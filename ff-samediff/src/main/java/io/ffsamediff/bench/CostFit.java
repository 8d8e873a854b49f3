package io.ffsamediff.bench;

import java.util.List;

/**
 * The model that comes nearest to measured steps, and how near it comes.
 *
 * @param model the model
 * @param points measured and modelled
 */
record CostFit(CostModel model, List<Fitted> points) {

  /** Copies the list. */
  CostFit {
    points = List.copyOf(points);
  }

  /**
   * A measured step and the model's.
   *
   * @param point the step
   * @param modelSeconds the model's
   */
  record Fitted(ClusterPoint point, double modelSeconds) {

    /** How far the model is from what was measured, relative to that; below 0 where it is less. */
    double error() {
      double measured = point.seconds().median();
      return (modelSeconds - measured) / measured;
    }
  }

  /** Fits by the least squares of relative errors. */
  static CostFit of(List<ClusterPoint> points, AssumedNetwork network) {
    double[][] features = new double[points.size()][];
    double[] ones = new double[points.size()];
    for (int i = 0; i < features.length; i++) {
      double measured = points.get(i).seconds().median();
      features[i] = CostModel.features(points.get(i).step());
      for (int f = 0; f < features[i].length; f++) {
        features[i][f] /= measured;
      }
      ones[i] = 1;
    }
    CostModel model = CostModel.of(NonNegativeFit.of(features, ones), network);
    return new CostFit(
        model, points.stream().map(p -> new Fitted(p, model.measurable(p.step()))).toList());
  }

  /** Mean of the errors without their signs. */
  double meanError() {
    return points.stream().mapToDouble(p -> Math.abs(p.error())).average().orElse(0);
  }

  /** The largest error without its sign. */
  double largestError() {
    return points.stream().mapToDouble(p -> Math.abs(p.error())).max().orElse(0);
  }
}
