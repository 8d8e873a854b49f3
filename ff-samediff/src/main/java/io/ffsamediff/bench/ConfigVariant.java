package io.ffsamediff.bench;

import io.ffsamediff.config.ConfigReader;
import io.ffsamediff.config.ConfigWriter;
import io.ffsamediff.config.RunConfig;
import java.util.List;

/** A configuration with some keys changed, by the same rules as {@code --set}. */
final class ConfigVariant {

  private ConfigVariant() {}

  /**
   * Changes keys.
   *
   * @param changes as in {@code training.epochs=3}
   * @throws io.ffsamediff.config.ConfigException if the result is not sound
   */
  static RunConfig of(RunConfig config, String... changes) {
    return ConfigReader.parse(config.name(), ConfigWriter.toJson(config), List.of(changes));
  }
}
