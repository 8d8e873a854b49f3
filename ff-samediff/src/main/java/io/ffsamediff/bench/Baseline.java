package io.ffsamediff.bench;

import io.ffsamediff.bench.BaselineResult.BaselineLayer;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Dataset;
import java.util.ArrayList;
import java.util.List;

/** The same layers trained in another way, to be set beside the configuration's own. */
final class Baseline {

  private static final int MOST_REPEATS = 3;

  private Baseline() {}

  /** By SameDiff's own session, the loss asked for, one session a layer. */
  static BaselineResult sameDiff(
      RunConfig config, Dataset data, Repeats repeats, List<LayerResult> own) {
    RunConfig reference = ConfigVariant.of(config, "device.executor=samediff");
    return measure("samediff-fit", reference, data, repeats.fewer(MOST_REPEATS), own);
  }

  /** By the engine, with products of bfloat16. */
  static BaselineResult bf16(
      RunConfig config, Dataset data, Repeats repeats, List<LayerResult> own) {
    RunConfig narrow = ConfigVariant.of(config, "device.matmulPrecision=bf16");
    return measure("bf16", narrow, data, repeats, own);
  }

  /** By the engine on CUDA, with products in TF32. */
  static BaselineResult tf32(
      RunConfig config, Dataset data, Repeats repeats, List<LayerResult> own) {
    RunConfig narrow = ConfigVariant.of(config, "device.matmulPrecision=tf32");
    return measure("tf32", narrow, data, repeats, own);
  }

  /**
   * Trains them.
   *
   * @param own what the engine itself needs
   */
  private static BaselineResult measure(
      String name, RunConfig variant, Dataset data, Repeats repeats, List<LayerResult> own) {
    boolean freshPeak = ResidentMemory.resetPeak();
    try (TrainingPass training = new TrainingPass(variant, data)) {
      List<List<Double>> seconds = seconds(training, repeats);
      StepGarbage garbage = new StepGarbage(own.size());
      training.run(garbage);
      List<BaselineLayer> layers = new ArrayList<>();
      for (int l = 0; l < own.size(); l++) {
        Spread step = Spread.of(seconds.get(l).stream().mapToDouble(Double::doubleValue).toArray());
        layers.add(
            BaselineLayer.of(own.get(l), step, garbage.heapBytes(l), garbage.nativeObjects(l)));
      }
      return new BaselineResult(name, layers, freshPeak ? ResidentMemory.peakBytes() : null);
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
