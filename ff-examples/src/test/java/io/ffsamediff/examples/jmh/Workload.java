package io.ffsamediff.examples.jmh;

import io.ffsamediff.config.ConfigReader;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.RowEncoder;
import java.util.List;

/**
 * What a benchmark works on.
 *
 * @param config the configuration
 * @param data the examples
 * @param encoder how they become rows
 */
record Workload(RunConfig config, Dataset data, RowEncoder encoder) {

  private static final String CONFIG =
      """
      {"name": "benchmark", "data": {"name": "synthetic"},
       "network": {"type": "forward-forward", "layers": [{"units": 500}]},
       "training": {"type": "layerwise", "epochs": 1}}
      """;

  /** A layer of 500 units on synthetic images, but for {@code overrides} such as "seed=3". */
  static Workload of(int examples, String... overrides) {
    RunConfig config = ConfigReader.parse("benchmark", CONFIG, List.of(overrides));
    Dataset data = SyntheticImages.dataset(examples);
    return new Workload(config, data, RowEncoder.of(config, data));
  }
}
