package io.ffsamediff.cli;

import io.ffsamediff.config.BoundedFile;
import io.ffsamediff.config.DeviceConfig.DeviceType;
import io.ffsamediff.config.JsonLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the launcher has to know of a command line before the engine starts. It is read leniently:
 * whatever is missing or wrong counts as {@code auto}, and the engine reports it.
 *
 * @param threads value of {@code device.threads}, a number or {@code auto}
 * @param device the device asked for
 * @param onCluster whether a cluster is asked for
 */
record LaunchRequest(String threads, DeviceType device, boolean onCluster) {

  /** Nothing asked for. */
  static final LaunchRequest AUTO = new LaunchRequest("auto", DeviceType.AUTO);

  private static final JsonMapper JSON = JsonMapper.builder(JsonLimits.factory()).build();
  private static final String CONFIG_FILE = "config.json";

  /** No cluster. */
  LaunchRequest(String threads, DeviceType device) {
    this(threads, device, false);
  }

  /** Reads a command line, and the configuration or run folder it names. */
  static LaunchRequest of(List<String> arguments) {
    Map<String, String> overrides = new HashMap<>();
    List<String> paths = new ArrayList<>();
    scan(arguments, overrides, paths);
    JsonNode device = configuration(paths).path("device");
    String threads = overrides.getOrDefault("device.threads", text(device, "threads"));
    String type = overrides.getOrDefault("device.type", text(device, "type"));
    return new LaunchRequest(
        threads,
        deviceType(overrides.getOrDefault("--device", type)),
        overrides.containsKey(ClusterOption.NAME));
  }

  /** The number of threads asked for, or else {@code derived}. */
  int threadsOrElse(int derived) {
    return threads.matches("[1-9]\\d{0,4}") ? Integer.parseInt(threads) : derived;
  }

  private static void scan(
      List<String> arguments, Map<String, String> overrides, List<String> paths) {
    for (int i = 0; i < arguments.size(); i++) {
      String[] option = arguments.get(i).split("=", 2);
      boolean takesNext = option.length == 1 && i + 1 < arguments.size();
      String value = option.length == 2 ? option[1] : takesNext ? arguments.get(i + 1) : "";
      switch (option[0]) {
        case "--set" -> override(value, overrides);
        case "--device" -> overrides.put("--device", value);
        case ClusterOption.NAME -> overrides.put(ClusterOption.NAME, value);
        case "--resume" -> paths.add(value);
        default -> paths.add(arguments.get(i));
      }
    }
  }

  private static void override(String assignment, Map<String, String> overrides) {
    String[] parts = assignment.split("=", 2);
    if (parts.length == 2) {
      overrides.put(parts[0].strip(), parts[1].strip());
    }
  }

  /** The first argument that is a configuration or a folder with one. */
  private static JsonNode configuration(List<String> paths) {
    for (String path : paths) {
      @Nullable Path file = configurationFile(path);
      if (file != null) {
        return read(file);
      }
    }
    return JSON.nullNode();
  }

  private static @Nullable Path configurationFile(String argument) {
    try {
      Path path = Path.of(argument);
      Path inFolder = path.resolve(CONFIG_FILE);
      if (argument.endsWith(".json") && Files.isRegularFile(path)) {
        return path;
      }
      return Files.isRegularFile(inFolder) ? inFolder : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static JsonNode read(Path file) {
    try {
      Optional<byte[]> bytes = BoundedFile.read(file, JsonLimits.CONFIG_BYTES);
      return bytes.isEmpty() ? JSON.nullNode() : JSON.readTree(bytes.get());
    } catch (IOException | JacksonException | NumberFormatException e) {
      return JSON.nullNode();
    }
  }

  private static String text(JsonNode device, String key) {
    return device.path(key).asString("auto");
  }

  private static DeviceType deviceType(String name) {
    for (DeviceType type : DeviceType.values()) {
      if (type.name().toLowerCase(Locale.ROOT).equals(name)) {
        return type;
      }
    }
    return DeviceType.AUTO;
  }
}
