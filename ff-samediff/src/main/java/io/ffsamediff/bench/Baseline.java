package io.ffsamediff.bench;

import io.ffsamediff.bench.BaselineResult.BaselineLayer;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Dataset;
import java.util.ArrayList;
import java.util.List;

/** The same layers trained by SameDiff's own session, the loss asked for, one session a layer. */
final class Baseline {

  private static final String NAME = "samediff-fit";
  private static final int MOST_REPEATS = 3;

  private Baseline() {}

  /**
   * Trains them.
   *
   * @param own what the engine itself needs
   */
  static BaselineResult measure(
      RunConfig config, Dataset data, Repeats repeats, List<LayerResult> own) {
    RunConfig reference = ConfigVariant.of(config, "device.executor=samediff");
    boolean freshPeak = ResidentMemory.resetPeak();
    try (TrainingPass training = new TrainingPass(reference, data)) {
      List<List<Double>> seconds = seconds(training, repeats.fewer(MOST_REPEATS));
      StepGarbage garbage = new StepGarbage(own.size());
      training.run(garbage);
      List<BaselineLayer> layers = new ArrayList<>();
      for (int l = 0; l < own.size(); l++) {
        Spread step = Spread.of(seconds.get(l).stream().mapToDouble(Double::doubleValue).toArray());
        layers.add(
            BaselineLayer.of(own.get(l), step, garbage.heapBytes(l), garbage.nativeObjects(l)));
      }
      return new BaselineResult(NAME, layers, freshPeak ? ResidentMemory.peakBytes() : null);
    }
  }

  private static List<List<Double>> seconds(TrainingPass training, Repeats repeats) {
    List<List<Double>> seconds = new ArrayList<>();
    for (int l = 0; l < training.layers(); l++) {
      seconds.add(new ArrayList<>());
    }
    for (int i = 0; i < repeats.warmUp() + repeats.count(); i++) {
      StepClock clock = new StepClock(training.layers());
      training.run(clock);
      for (int l = 0; i >= repeats.warmUp() && l < training.layers(); l++) {
        seconds.get(l).add(clock.sum(l));
      }
    }
    return seconds;
  }
}
