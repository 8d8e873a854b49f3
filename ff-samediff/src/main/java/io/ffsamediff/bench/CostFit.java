package io.ffsamediff.bench;

import io.ffsamediff.bench.ClusterPoint.Series;
import io.ffsamediff.exec.StageTimes;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

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
   * @param stages the model's
   */
  record Fitted(ClusterPoint point, StageTimes stages) {

    /** The model's step. */
    double modelSeconds() {
      return sum(stages);
    }

    /** How far the model is from what was measured, relative to that; below 0 where it is less. */
    double error() {
      double measured = point.seconds().median();
      return (modelSeconds() - measured) / measured;
    }
  }

  /*
   * Where tasks are more than cores, they take the cores from each other, and what one of them sees is
   * not what it takes. There, what the other parts leave of the step is what the job took.
   */
  /** Fits each part of a step by the least squares of its errors relative to the step. */
  static CostFit of(List<ClusterPoint> points, AssumedNetwork network) {
    List<ClusterPoint> alone = points.stream().filter(p -> p.series() != Series.JOBS).toList();
    CostModel.Compute compute =
        CostModel.Compute.of(
            fit(alone, CostModel.Compute::features, point -> point.stages().compute()));
    CostModel.Broadcast broadcast =
        CostModel.Broadcast.of(
            fit(alone, CostModel.Broadcast::features, point -> point.stages().broadcast()));
    double update =
        fit(alone, step -> new double[] {step.bytes()}, point -> point.stages().optimizer())[0];
    CostModel others =
        new CostModel(compute, broadcast, new CostModel.Reduce(0, 0, 0), update, network);
    CostModel.Reduce reduce =
        CostModel.Reduce.of(
            fit(points, CostModel.Reduce::features, point -> reduceSeconds(point, others)));
    CostModel model = new CostModel(compute, broadcast, reduce, update, network);
    return new CostFit(
        model, points.stream().map(p -> new Fitted(p, model.stages(p.step()))).toList());
  }

  private static double reduceSeconds(ClusterPoint point, CostModel others) {
    return point.series() == Series.JOBS
        ? Math.max(0, point.seconds().median() - sum(others.stages(point.step())))
        : point.stages().reduce();
  }

  private static double[] fit(
      List<ClusterPoint> points,
      Function<ClusterStep, double[]> featuresOf,
      ToDoubleFunction<ClusterPoint> part) {
    double[][] features = new double[points.size()][];
    double[] values = new double[points.size()];
    for (int i = 0; i < features.length; i++) {
      double seconds = points.get(i).seconds().median();
      features[i] = featuresOf.apply(points.get(i).step());
      for (int f = 0; f < features[i].length; f++) {
        features[i][f] /= seconds;
      }
      values[i] = part.applyAsDouble(points.get(i)) / seconds;
    }
    return NonNegativeFit.of(features, values);
  }

  private static double sum(StageTimes stages) {
    return stages.compute() + stages.reduce() + stages.broadcast() + stages.optimizer();
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
