package io.ffsamediff.run;

import io.ffsamediff.config.JsonLimits;
import tools.jackson.databind.JsonNode;

/** {@code config.json} as a tree, for readers that show it and do not act on it. */
public final class RunConfigFile {

  private RunConfigFile() {}

  /**
   * Reads the resolved configuration of {@code run}.
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
}
