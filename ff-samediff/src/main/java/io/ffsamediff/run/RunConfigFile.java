package io.ffsamediff.run;

import io.ffsamediff.config.ConfigException;
import io.ffsamediff.config.ConfigReader;
import io.ffsamediff.config.JsonLimits;
import io.ffsamediff.config.RunConfig;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Configurations that ff itself wrote. */
public final class RunConfigFile {

  private RunConfigFile() {}

  /**
   * Reads {@code config.json} as a tree, for readers that show it and do not act on it.
   *
   * @throws RunFormatException if the file is damaged
   */
  public static JsonNode read(RunDirectory run) {
    JsonNode config = RunJson.tree(run.config(), JsonLimits.CONFIG_BYTES);
    if (!config.isObject()) {
      throw RunFormatException.of(
          run.config(), "a JSON object", config.getNodeType(), "Restore the file.");
    }
    return config;
  }

  /**
   * Reads a resolved configuration.
   *
   * @param source where it stands, for messages
   * @throws RunFormatException if it is damaged
   */
  public static RunConfig parse(String source, String json) {
    try {
      return ConfigReader.parse(source, json, List.of());
    } catch (ConfigException e) {
      throw new RunFormatException(String.valueOf(e.getMessage()), e);
    }
  }
}
