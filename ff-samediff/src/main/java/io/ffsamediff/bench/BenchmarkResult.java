package io.ffsamediff.bench;

import io.ffsamediff.config.ConfigWriter;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.device.Machine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A whole benchmark; its JSON has these fields.
 *
 * @param formatVersion {@value #FORMAT_VERSION}
 * @param name name of the configuration
 * @param date when it was begun
 * @param config the configuration with all defaults
 * @param machine the machine
 * @param method how it was measured
 * @param notMeasured what was not, a sentence each
 * @param devices one entry a device, in the order asked for
 */
public record BenchmarkResult(
    int formatVersion,
    String name,
    Instant date,
    JsonNode config,
    Machine machine,
    Method method,
    List<String> notMeasured,
    List<DeviceResult> devices) {

  /** Version of the JSON's form. */
  public static final int FORMAT_VERSION = 1;

  /** Copies the lists. */
  public BenchmarkResult {
    notMeasured = List.copyOf(notMeasured);
    devices = List.copyOf(devices);
  }

  /**
   * Puts a benchmark together.
   *
   * @param config the configuration as asked for
   * @param date when it was begun
   */
  public static BenchmarkResult of(
      RunConfig config,
      Instant date,
      Machine machine,
      BenchmarkRequest request,
      List<DeviceResult> devices) {
    return new BenchmarkResult(
        FORMAT_VERSION,
        config.name(),
        date,
        JsonMapper.shared().readTree(ConfigWriter.toJson(config)),
        machine,
        Method.of(request.repeats()),
        notMeasured(request, devices),
        devices);
  }

  private static List<String> notMeasured(BenchmarkRequest request, List<DeviceResult> devices) {
    List<String> missing = new ArrayList<>();
    for (DeviceResult device : devices) {
      if (!device.available()) {
        missing.add("%s, which is not available.".formatted(device.device()));
      }
    }
    if (!request.baseline()) {
      missing.add("SameDiff's own training session (--baseline samediff-fit).");
    }
    if (!request.scaling()) {
      missing.add("cost against rows and units (--scaling).");
    }
    missing.add("evaluation, checkpoints and files of a run; accuracy; energy.");
    return missing;
  }

  /** The devices with figures. */
  List<DeviceResult.Measured> measured() {
    return devices.stream()
        .filter(DeviceResult.Measured.class::isInstance)
        .map(DeviceResult.Measured.class::cast)
        .toList();
  }
}
