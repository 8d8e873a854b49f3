package io.ffsamediff.spark;

import io.ffsamediff.config.ConfigException;
import io.ffsamediff.config.ConfigProblem;
import io.ffsamediff.config.DeviceConfig.DeviceType;
import io.ffsamediff.config.LayerConfig;
import io.ffsamediff.config.NegativesConfig;
import io.ffsamediff.config.NetworkConfig;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.config.TrainingConfig;
import java.util.ArrayList;
import java.util.List;

/** What a cluster can do of what a configuration may ask for. */
final class SparkRules {

  private SparkRules() {}

  /** How the batches of a run are cut over its shares. */
  static BatchCut cut(RunConfig config, int examples) {
    return new BatchCut(examples, config.training().batchSize().of(examples));
  }

  /**
   * Checks what can be told without the data.
   *
   * @throws ConfigException with everything that cannot be done
   */
  static void check(RunConfig config) {
    List<ConfigProblem> problems = new ArrayList<>();
    if (config.network() instanceof NetworkConfig.Backprop) {
      problems.add(
          new ConfigProblem(
              "/network/type", "forward-forward", "backprop", "It has no local gradients."));
    }
    if (config.negatives() instanceof NegativesConfig.Hybrid) {
      problems.add(
          new ConfigProblem(
              "/negatives/type",
              "negatives of one image",
              "hybrid",
              "They mix images of different partitions: train it without --cluster."));
    }
    if (config.device().type() == DeviceType.CUDA) {
      problems.add(
          new ConfigProblem(
              "/device/type", "auto or cpu", "cuda", "Executors compute on the CPU."));
    }
    if (config.training() instanceof TrainingConfig.Layerwise layerwise) {
      problems.addAll(localSteps(config, layerwise));
    }
    report(problems);
  }

  private static List<ConfigProblem> localSteps(
      RunConfig config, TrainingConfig.Layerwise training) {
    int steps = config.cluster().localSteps();
    return config.network().layers().stream()
        .filter(LayerConfig.class::isInstance)
        .map(layer -> training.layerEpochsOf((LayerConfig) layer))
        .filter(epochs -> epochs % steps != 0)
        .distinct()
        .map(
            epochs ->
                new ConfigProblem(
                    "/cluster/localSteps",
                    "a divisor of the %d inner epochs".formatted(epochs),
                    String.valueOf(steps),
                    "Take one of its divisors, or 1."))
        .toList();
  }

  /**
   * Checks the size of batches.
   *
   * @param examples to learn from
   * @param shares over which a batch is cut
   * @throws ConfigException if a share would have too few of them
   */
  static void check(RunConfig config, int examples, int shares) {
    BatchCut cut = cut(config, examples);
    if (cut.count() > 1 && cut.batchSize() < BatchCut.LEAST * shares) {
      report(
          List.of(
              new ConfigProblem(
                  "/training/batchSize",
                  "at least %d, %d examples for each of %d partitions, or \"full\""
                      .formatted(BatchCut.LEAST * shares, BatchCut.LEAST, shares),
                  String.valueOf(cut.batchSize()),
                  "Take larger batches, or fewer cores.")));
    }
  }

  private static void report(List<ConfigProblem> problems) {
    if (!problems.isEmpty()) {
      throw new ConfigException("configuration for --cluster", problems);
    }
  }
}
