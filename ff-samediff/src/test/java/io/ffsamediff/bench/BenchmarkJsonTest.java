package io.ffsamediff.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.Golden;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The form of the JSON that others read: names and nesting. */
class BenchmarkJsonTest {

  private final JsonNode json =
      JsonMapper.shared().readTree(BenchmarkJson.of(BenchFixture.result()));

  @Test
  void of_benchmark_hasTheFieldsOfTheContract() {
    assertThat(json.propertyNames()).contains("config", "machine", "devices");
    assertThat(json.at("/devices/0").propertyNames())
        .contains(
            "device",
            "available",
            "reason",
            "sgemmGflops",
            "layers",
            "epochSeconds",
            "predictImagesPerSecond",
            "peakResidentBytes");
    assertThat(json.at("/devices/0/layers/0").propertyNames())
        .contains(
            "layer",
            "rows",
            "inputs",
            "units",
            "stepSeconds",
            "naiveProductSeconds",
            "productSeconds",
            "examplesPerSecond");
  }

  @Test
  void of_benchmark_allNames_areTheGoldenOnes() throws IOException {
    Golden.checkResource("bench-fields.txt", FieldNames.of(json));
  }

  @Test
  void of_unavailableDevice_saysWhyAndNothingElse() {
    JsonNode cuda = json.at("/devices/1");

    assertThat(cuda.propertyNames()).containsExactlyInAnyOrder("device", "available", "reason");
    assertThat(cuda.path("available").asBoolean()).isFalse();
    assertThat(json.at("/notMeasured/0").asString()).contains("cuda");
  }

  @Test
  void readDevice_whatWasWritten_isEqual() {
    DeviceResult.Measured cpu = BenchFixture.cpu();

    assertThat(BenchmarkJson.readDevice(BenchmarkJson.of(cpu))).isEqualTo(cpu);
  }

  @Test
  void of_unknownFigures_areLeftOut() {
    JsonNode scaling = json.at("/devices/0/scaling");

    assertThat(scaling.path("rows").has("stepExponent")).isFalse();
    assertThat(scaling.path("units").path("stepExponent").asDouble()).isPositive();
  }

  @Test
  void date_isIso() {
    assertThat(json.path("date").asString()).isEqualTo("2026-11-23T13:00:00Z");
  }
}
