package io.ffsamediff.bench;

import com.sun.management.OperatingSystemMXBean;
import io.ffsamediff.bench.ScalingResult.Point;
import io.ffsamediff.bench.ScalingResult.Series;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Dataset;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The first layer's inner epoch and its products, against the number of examples and units. */
final class ScalingBenchmark {

  private static final int[] UNITS = {250, 500, 1000, 2000, 4000};
  private static final int MOST_REPEATS = 3;

  private final RunConfig config;
  private final Dataset data;
  private final Repeats repeats;
  private final Consumer<String> progress;

  /** A benchmark that takes fewer repeats than asked for where those are many. */
  ScalingBenchmark(RunConfig config, Dataset data, Repeats repeats, Consumer<String> progress) {
    this.config = config;
    this.data = data;
    this.repeats = repeats.fewer(MOST_REPEATS);
    this.progress = progress;
  }

  /** Measures both series. */
  ScalingResult measure() {
    return new ScalingResult(rows(), units());
  }

  /** A tenth of the examples, all, and ten times as many by repetition. */
  private Series rows() {
    List<Point> points = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    long all = data.size();
    for (long count : new long[] {Math.max(1, all / 10), all, all * 10}) {
      String reason = RepeatedExamples.tooMany(data, count, heapLeft(), memoryLeft());
      if (reason.isEmpty()) {
        progress.accept("scaling: %,d rows".formatted(count));
        points.add(point((int) count, config, RepeatedExamples.of(data, (int) count)));
      } else {
        progress.accept("scaling: left out, " + reason);
        skipped.add(reason);
      }
    }
    return Series.of(points, skipped);
  }

  private Series units() {
    List<Point> points = new ArrayList<>();
    for (int units : UNITS) {
      progress.accept("scaling: %,d units".formatted(units));
      points.add(point(units, ConfigVariant.of(config, "network.layers.0.units=" + units), data));
    }
    return Series.of(points, List.of());
  }

  private Point point(int size, RunConfig variant, Dataset examples) {
    try (TrainingPass training = new TrainingPass(variant, examples, 1);
        Rounds rounds = new Rounds(training)) {
      rounds.run(repeats);
      return new Point(size, rounds.innerEpoch(0).median(), rounds.products(0).median());
    }
  }

  private static long heapLeft() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
  }

  private static long memoryLeft() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getFreeMemorySize();
  }
}
