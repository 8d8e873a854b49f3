package io.ffsamediff.bench;

import io.ffsamediff.exec.StageTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Times of a layer's steps that are elsewhere, and of their stages. */
final class StepTimes {

  private final List<Double> seconds = new ArrayList<>();
  private final List<StageTimes> stages = new ArrayList<>();

  /** Takes the time of a step. */
  void add(double step, StageTimes itsStages) {
    seconds.add(step);
    stages.add(itsStages);
  }

  /** The steps. */
  Spread seconds() {
    return Spread.of(seconds.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /**
   * The medians of their stages; what of a median step is in none of them counts as the
   * optimiser's.
   */
  StageTimes stages() {
    double compute = median(StageTimes::compute);
    double reduce = median(StageTimes::reduce);
    double broadcast = median(StageTimes::broadcast);
    double rest = seconds().median() - compute - reduce - broadcast;
    return new StageTimes(compute, reduce, broadcast, Math.max(0, rest));
  }

  private double median(ToDoubleFunction<StageTimes> stage) {
    return Spread.of(stages.stream().mapToDouble(stage).toArray()).median();
  }
}
