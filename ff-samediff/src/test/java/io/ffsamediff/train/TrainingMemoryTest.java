package io.ffsamediff.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.config.ConfigReader;
import io.ffsamediff.config.RunConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingMemoryTest {

  private static final RunConfig CONFIG =
      ConfigReader.parse(
          "test",
          """
          {
            "name": "memory",
            "data": {"name": "mnist"},
            "network": {"type": "forward-forward", "layers": [{"units": 500}, {"units": 300}]},
            "training": {"type": "layerwise", "epochs": 1, "batchSize": 100}
          }
          """,
          List.of());

  @Test
  void of_twoLayers_countsParametersFourTimesAndBothHalvesOfABatch() {
    long parameters = 784 * 500 + 500 + 500 * 300 + 300;

    TrainingMemory memory = TrainingMemory.of(CONFIG, 784, 60_000);

    assertThat(memory.parameterBytes()).isEqualTo(4 * 4 * parameters);
    assertThat(memory.batchBytes()).isEqualTo(4 * 2 * 100 * (784 + 2 * 800));
    assertThat(memory).hasToString("about 8 MiB for parameters and 2 MiB for a batch");
  }

  @Test
  void ofShare_twoLayers_countsImagesOnceAndWhatTheFirstLayerHandsOnTwice() {
    TrainingMemory memory = TrainingMemory.ofShare(CONFIG, 784, 60_000);

    assertThat(memory.parameterBytes())
        .isEqualTo(TrainingMemory.of(CONFIG, 784, 60_000).parameterBytes());
    assertThat(memory.batchBytes()).isEqualTo(4 * 100 * (784 + 2 * 500));
  }
}
