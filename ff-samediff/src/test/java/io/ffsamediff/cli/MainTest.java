package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.config.ConfigException;
import io.ffsamediff.config.ConfigProblem;
import io.ffsamediff.data.DataException;
import io.ffsamediff.device.DeviceException;
import io.ffsamediff.train.DivergedException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class MainTest {

  @Test
  void execute_help_listsCommandsOnStdout() {
    FfCall ff = FfCall.of("--help").worked();

    assertThat(ff.out()).contains("Usage: ff", "doctor");
    assertThat(ff.err()).isEmpty();
  }

  @Test
  void execute_unknownCommand_isUsageAndSuggests() {
    String told = misused("doctr");

    assertThat(told).contains("ff: Unmatched argument", "'doctr'", "Try 'ff --help'.");
  }

  @Test
  void execute_misspelt_suggestsWhatWasMeant() {
    assertThat(suggestion("trian")).isEqualTo("Did you mean train?");
    assertThat(suggestion("config", "chekc")).isEqualTo("Did you mean check?");
    assertThat(suggestion("train", "x.json", "--otu", "y")).isEqualTo("Did you mean --out?");
    assertThat(suggestion("train", "--quite", "x.json")).isEqualTo("Did you mean --quiet?");
  }

  private static String suggestion(String... arguments) {
    return misused(arguments)
        .lines()
        .filter(line -> line.startsWith("Did you mean"))
        .collect(Collectors.joining());
  }

  @Test
  void execute_hiddenOrFarCommand_suggestsNothing() {
    assertThat(misused("gpu-chekc")).doesNotContain("Did you mean");
    assertThat(misused("fly")).doesNotContain("Did you mean");
  }

  @Test
  void execute_unknownWord_namesTheKnownOnes() {
    assertThat(misused("doctor", "--log-level", "verbose"))
        .contains("'--log-level': expected debug, info, warn or error, received verbose.");
    assertThat(misused("train", "x.json", "--device", "CUDDA"))
        .contains("'--device': expected auto, cpu or cuda, received CUDDA. Did you mean cuda?");
  }

  @Test
  void execute_bothKindsOfJson_isUsage() {
    assertThat(misused("train", "x.json", "--json", "--json-events")).contains("leave out one");
  }

  @Test
  void execute_version_namesTheVersionsOfEngineAndNd4j() {
    assertThat(FfCall.of("--version").worked().out().lines())
        .hasSize(3)
        .anyMatch(line -> line.matches("ND4J 1\\.0\\.0-M2\\.1"));
  }

  @Test
  void execute_noCommand_isUsage() {
    assertThat(misused()).contains("ff: Missing required subcommand");
  }

  @Test
  void execute_configException_isThreeWithALineForEachProblem() {
    List<ConfigProblem> problems =
        List.of(
            new ConfigProblem("/a", "a number", "\"x\"", "Write a number."),
            new ConfigProblem("/b", "true", "1", "Write true."));

    FfCall ff = failWith(new ConfigException("run.json", problems));

    assertThat(ff.exitCode()).isEqualTo(3);
    assertThat(ff.err().lines())
        .containsExactly(
            "ff: run.json: /a: expected a number, received \"x\". Write a number.",
            "ff: run.json: /b: expected true, received 1. Write true.");
  }

  @Test
  void execute_knownExceptions_haveTheirCodes() {
    failWith(new DataException("no file")).refused(4, "ff: no file");
    failWith(new DivergedException("layer 1")).refused(6, "ff: layer 1");
    failWith(new DeviceException("no CUDA")).refused(7, "ff: no CUDA");
  }

  @Test
  void execute_unexpectedException_isOneLineWithoutTrace() {
    FfCall ff = failWith(new IllegalStateException("odd"));

    assertThat(ff.exitCode()).isEqualTo(1);
    assertThat(ff.err().lines())
        .containsExactly(
            "ff: internal error: java.lang.IllegalStateException: odd"
                + " (set FF_STACKTRACE=1 for the trace)");
  }

  private static FfCall failWith(RuntimeException failure) {
    Callable<Integer> failing =
        () -> {
          throw failure;
        };
    CommandLine line = Main.commandLine();
    line.addSubcommand("fail", CommandSpec.wrapWithoutInspection(failing));
    return FfCall.of(line, "fail");
  }

  /** What a usage error tells on stderr; stdout stays empty. */
  private static String misused(String... arguments) {
    FfCall ff = FfCall.of(arguments);
    ff.refused(ExitCodes.USAGE, "Try 'ff ");
    return ff.err();
  }
}
