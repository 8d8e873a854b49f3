package io.ffsamediff.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ffsamediff.Golden;
import io.ffsamediff.data.IdxReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is shown and written of a benchmark on clusters. */
class ClusterOutputTest {

  @TempDir Path folder;
  private final ClusterResult result = ClusterFixture.result();

  @Test
  void json_allNames_areTheGoldenOnes() throws IOException {
    JsonNode json = JsonMapper.shared().readTree(BenchmarkJson.of(result));

    Golden.checkResource("bench-cluster-fields.txt", FieldNames.of(json));
    assertThat(json.at("/date").asString()).isEqualTo("2026-11-26T23:00:00Z");
    assertThat(json.at("/forecasts/0/cells/0/bound").asString()).isEqualTo("compute");
    assertThat(json.at("/points/0/series").asString()).isEqualTo("scaling");
  }

  @Test
  void scaling_strongAndWeak_standBesideTheFewestWorkers() {
    List<ClusterScaling> strong = result.strong();
    List<ClusterScaling> weak = result.weak();

    assertThat(strong)
        .extracting(ClusterScaling::rows)
        .containsExactly(4_000L, 4_000L, 8_000L, 8_000L, 16_000L, 16_000L);
    assertThat(weak)
        .extracting(ClusterScaling::rows)
        .containsExactly(4_000L, 8_000L, 8_000L, 16_000L);
    assertThat(weak).extracting(ClusterScaling::workers).containsExactly(1, 2, 1, 2);
    ClusterScaling two = strong.get(1);
    assertThat(two.speedUp())
        .isCloseTo(strong.get(0).seconds() / two.seconds(), within(1e-9))
        .isBetween(1.0, 2.0);
    assertThat(two.efficiency()).isCloseTo(two.speedUp() / 2, within(1e-9));
    assertThat(weak.get(1).efficiency())
        .isCloseTo(weak.get(0).seconds() / weak.get(1).seconds(), within(1e-9));
  }

  @Test
  void table_showsScalingFitModelAndForecasts() {
    String text = ClusterTable.of(result);

    assertThat(text)
        .contains("Spark 4.1.0, local-cluster[1,1,2048], 1 cores")
        .contains("strong scaling", "weak scaling")
        .contains("error of the model: mean 0.0 %, largest 0.0 %")
        .containsPattern("1, 784 to 500 +4,000 +1 ")
        .containsPattern("products of a core +40\\.0 GFLOP/s")
        .containsPattern("each share's gradient +250 MB/s")
        .containsPattern("a task +2\\.00 ms")
        .containsPattern("network of a machine +10\\.0 Gbit/s")
        .containsPattern("1e6 +[0-9.]+ s x1\\.0 compute m")
        .containsPattern("1e10 .* compute m x")
        .contains("modelled, not run");
  }

  @Test
  void write_result_isNamedAfterConfigurationHardwareAndDate() {
    Path file = BenchmarkFiles.write(result, folder);

    assertThat(file.getFileName())
        .hasToString("tiny-cluster_test-cpu-9000-2.0ghz-2-cores_2026-11-26.json");
    assertThat(file).hasContent(BenchmarkJson.of(result));
  }

  @Test
  void syntheticImages_areReadByTheEngine() throws IOException {
    SyntheticImages images = new SyntheticImages(5, 4, 3);

    images.write(folder, 7);

    assertThat(Files.size(folder.resolve("train-images-idx3-ubyte"))).isEqualTo(16 + 7 * 20);
    try (var labels = Files.newInputStream(folder.resolve("train-labels-idx1-ubyte"))) {
      assertThat(IdxReader.labels("labels", labels).labels_N())
          .containsExactly(0, 1, 2, 0, 1, 2, 0);
    }
    assertThat(folder.resolve("dataset.json")).hasContent("{\"classes\": 3}");
  }
}
