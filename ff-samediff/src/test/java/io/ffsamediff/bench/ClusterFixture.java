package io.ffsamediff.bench;

import io.ffsamediff.bench.ClusterPoint.Series;
import io.ffsamediff.device.Machine;
import io.ffsamediff.exec.StageTimes;
import io.ffsamediff.train.TrainingMemory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Made-up measurements of a known model: steps of 784 to 500 and 500 to 500. */
final class ClusterFixture {

  static final AssumedNetwork NETWORK = new AssumedNetwork(10e9, 0.5e-3);

  /** 40 GFLOP/s, a stage of 30 ms, a task of 2 ms, and so on. */
  static final CostModel MODEL =
      new CostModel(
          new CostModel.Compute(1 / 40e9, 1e-9, 1 / 900e6),
          new CostModel.Broadcast(0.004, 1 / 500e6),
          new CostModel.Reduce(0.03, 0.002, 1 / 250e6),
          1 / 600e6,
          NETWORK);

  private static final int INPUTS = 784;
  private static final int UNITS = 500;
  private static final long EXAMPLE_BYTES = 22_272;

  private ClusterFixture() {}

  /** The step of a layer. */
  static ClusterStep step(int layer, long rows, double width, int workers) {
    int units = (int) (width * UNITS);
    int inputs = layer == 1 ? INPUTS : units;
    return new ClusterStep(layer, rows, inputs, units, (long) inputs * units + units, workers);
  }

  /** What the model says of the steps that a benchmark measures. */
  static List<ClusterPoint> points() {
    List<ClusterPoint> points = new ArrayList<>();
    for (int layer = 1; layer <= 2; layer++) {
      for (int workers = 1; workers <= 2; workers++) {
        for (int rows : new int[] {4_000, 8_000, 16_000}) {
          points.add(point(Series.SCALING, step(layer, rows, 1, workers)));
        }
        for (double width : new double[] {0.25, 1, 2, 4}) {
          points.add(point(Series.BYTES, step(layer, 500, width, workers)));
        }
      }
      points.add(point(Series.JOBS, step(layer, 64, 0.25, 32)));
    }
    return points;
  }

  private static ClusterPoint point(Series series, ClusterStep step) {
    StageTimes stages = MODEL.stages(step);
    double seconds = stages.compute() + stages.reduce() + stages.broadcast() + stages.optimizer();
    String master = "local-cluster[%d,1,2048]".formatted(step.workers());
    return new ClusterPoint(
        master, series, step, Spread.of(seconds, seconds / 2, seconds * 2), stages);
  }

  /** What is forecast from a model. */
  static ClusterForecast.Maker forecasts(CostModel model) {
    return new ClusterForecast.Maker(
        model,
        List.of(step(1, 1, 1, 1), step(2, 1, 1, 1)),
        new TrainingMemory(10_000_000, EXAMPLE_BYTES),
        8.0 * (1L << 30));
  }

  /** A benchmark of these measurements. */
  static ClusterResult result() {
    CostFit fit = CostFit.of(points(), NETWORK);
    return ClusterResult.of(
        BenchFixture.config(),
        Instant.parse("2026-11-26T23:00:00Z"),
        new Machine("Test(R) CPU 9000 @ 2.0GHz", 2, 8L << 30, "Linux", "a JVM"),
        new ClusterRequest(ClusterRequest.LOCAL, new Repeats(2, 9), 4_000, 10, 8),
        List.of(
            new ClusterResult.Place(
                "local-cluster[1,1,2048]", "Spark 4.1.0, local-cluster[1,1,2048], 1 cores", 1)),
        fit,
        EXAMPLE_BYTES,
        forecasts(fit.model()).all());
  }
}
