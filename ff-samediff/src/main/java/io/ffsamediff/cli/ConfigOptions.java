package io.ffsamediff.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Changes to a configuration file on the command line. */
final class ConfigOptions {

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Change a key of the configuration, as in training.epochs=3 or network.layers.0.units=100; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  /** The changes, in the order given. */
  List<String> overrides() {
    return List.copyOf(overrides);
  }
}
