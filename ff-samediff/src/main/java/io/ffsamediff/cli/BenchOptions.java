package io.ffsamediff.cli;

import io.ffsamediff.bench.BenchmarkRequest;
import io.ffsamediff.bench.Repeats;
import io.ffsamediff.config.ConfigReader;
import io.ffsamediff.config.RunConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What is to be measured: shared by the command and the processes it starts. */
final class BenchOptions {

  @Parameters(
      index = "0",
      paramLabel = "CONFIG",
      description = "Configuration, a JSON file; see configs/.")
  private @Nullable Path config;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      defaultValue = "9",
      description = "Passes that are measured (default: ${DEFAULT-VALUE}).")
  private int repeats;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "2",
      description = "Passes before that (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--baseline",
      paramLabel = "KIND",
      description = "samediff-fit: train the same layers by SameDiff's own session too.")
  private @Nullable BaselineKind baseline;

  @Option(
      names = "--scaling",
      description = "Measure cost against rows and units too; takes minutes.")
  private boolean scaling;

  @Mixin private ConfigOptions changes = new ConfigOptions();
  @Mixin private DataOptions dataOptions = new DataOptions();

  @Spec(Target.MIXEE)
  private @Nullable CommandSpec command;

  /** Another way to train the same layers. */
  enum BaselineKind {
    SAMEDIFF_FIT("samediff-fit");

    private final String word;

    BaselineKind(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  /**
   * What to measure.
   *
   * @throws ParameterException if a number is out of range
   */
  BenchmarkRequest request() {
    require("--repeats", 1, repeats);
    require("--warm-up", 0, warmUp);
    return new BenchmarkRequest(new Repeats(warmUp, repeats), baseline != null, scaling);
  }

  private void require(String option, int least, int value) {
    if (value < least) {
      throw new ParameterException(
          Objects.requireNonNull(command).commandLine(),
          "%s: expected a number of %d or more, received %d".formatted(option, least, value));
    }
  }

  /** The configuration with the changes asked for. */
  RunConfig config() {
    return ConfigReader.read(Objects.requireNonNull(config), changes.overrides());
  }

  /** Where data sets are looked for. */
  DataOptions data() {
    return dataOptions;
  }

  /** The words of a command line that says the same. */
  List<String> words() {
    List<String> words = new ArrayList<>(List.of(Objects.requireNonNull(config).toString()));
    changes.overrides().forEach(change -> words.addAll(List.of("--set", change)));
    words.addAll(List.of("--repeats", Integer.toString(repeats)));
    words.addAll(List.of("--warm-up", Integer.toString(warmUp)));
    if (baseline != null) {
      words.addAll(List.of("--baseline", baseline.toString()));
    }
    if (scaling) {
      words.add("--scaling");
    }
    if (Messages.of(Objects.requireNonNull(command)).quiet()) {
      words.add("--quiet");
    }
    if (dataOptions.dataDir() != null) {
      words.addAll(List.of("--data-dir", dataOptions.dataDir().toString()));
    }
    return words;
  }
}
