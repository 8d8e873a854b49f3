package io.ffsamediff.spark;

import io.ffsamediff.config.ConfigException;
import io.ffsamediff.config.ConfigProblem;
import io.ffsamediff.config.DeviceConfig.DeviceType;
import io.ffsamediff.config.NetworkConfig;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.config.TrainingConfig;
import java.util.ArrayList;
import java.util.List;

/** What a cluster can do of what a configuration may ask for. */
final class SparkRules {

  private SparkRules() {}

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
    } else if (!(config.training() instanceof TrainingConfig.Layerwise)) {
      problems.add(
          new ConfigProblem(
              "/training/type", "layerwise", "interleaved", "Train it without --cluster."));
    }
    if (config.augmentation() != null) {
      problems.add(new ConfigProblem("/augmentation", "none", "some", "Leave it out."));
    }
    if (config.device().type() == DeviceType.CUDA) {
      problems.add(
          new ConfigProblem(
              "/device/type", "auto or cpu", "cuda", "Executors compute on the CPU."));
    }
    report(problems);
  }

  /**
   * Checks the size of batches.
   *
   * @param examples to learn from
   * @throws ConfigException if a batch is not all of them
   */
  static void check(RunConfig config, int examples) {
    int batch = config.training().batchSize().of(examples);
    report(
        batch >= examples
            ? List.of()
            : List.of(
                new ConfigProblem(
                    "/training/batchSize",
                    "\"full\"",
                    String.valueOf(batch),
                    "Layers learn from all partitions at once.")));
  }

  private static void report(List<ConfigProblem> problems) {
    if (!problems.isEmpty()) {
      throw new ConfigException("configuration for --cluster", problems);
    }
  }
}
