package io.ffsamediff.cli;

import io.ffsamediff.config.ConfigReader;
import io.ffsamediff.config.ConfigSchema;
import io.ffsamediff.config.ConfigWriter;
import io.ffsamediff.config.RunConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks and shows configurations. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Checks and shows configurations.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ff config check configs/mnist-keras.json",
      "  ff config show configs/quickstart.json --set seed=7",
      "  ff config schema"
    })
final class ConfigCommand {

  @Spec private @Nullable CommandSpec spec;

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = "Checks a configuration and names everything that is wrong with it.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  ff config check configs/mnist-keras.json",
        "  ff config check configs/mnist-keras.json --set network.layers.0.units=100"
      })
  int check(
      @Parameters(paramLabel = "CONFIG", description = "Configuration, a JSON file.") Path file,
      @Mixin ConfigOptions changes) {
    RunConfig config = ConfigReader.read(file, changes.overrides());
    return print("%s: '%s' is sound.%n".formatted(file, config.name()));
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Prints a configuration with all defaults written out.",
      footerHeading = "%nExamples:%n",
      footer = "  ff config show configs/quickstart.json --set seed=7")
  int show(
      @Parameters(paramLabel = "CONFIG", description = "Configuration, a JSON file.") Path file,
      @Mixin ConfigOptions changes) {
    return print(ConfigWriter.toJson(ConfigReader.read(file, changes.overrides())));
  }

  @Command(
      name = "schema",
      mixinStandardHelpOptions = true,
      description = "Prints the JSON Schema of configurations, for editors.",
      footerHeading = "%nExamples:%n",
      footer = "  ff config schema > schema.json")
  int schema() {
    return print(ConfigSchema.toJson());
  }

  private int print(String text) {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.print(text);
    out.flush();
    return ExitCodes.OK;
  }
}
