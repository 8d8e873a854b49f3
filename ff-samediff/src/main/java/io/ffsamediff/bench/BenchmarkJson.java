package io.ffsamediff.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Benchmarks as JSON: fields in the order of the records, nulls left out. */
public final class BenchmarkJson {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  private BenchmarkJson() {}

  /** A whole benchmark, a line feed at its end. */
  public static String of(BenchmarkResult result) {
    return JSON.writeValueAsString(result) + "\n";
  }

  /** A benchmark on clusters, a line feed at its end. */
  public static String of(ClusterResult result) {
    return JSON.writeValueAsString(result) + "\n";
  }

  /** What one device's process hands to the one that started it. */
  public static String of(DeviceResult.Measured device) {
    return JSON.writeValueAsString(device) + "\n";
  }

  /**
   * Reads what {@link #of(DeviceResult.Measured)} wrote.
   *
   * @throws tools.jackson.core.JacksonException if it is something else
   */
  public static DeviceResult.Measured readDevice(String json) {
    return JSON.readValue(json, DeviceResult.Measured.class);
  }
}
