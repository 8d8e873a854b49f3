package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.config.ConfigException;
import io.ffsamediff.config.ConfigProblem;
import io.ffsamediff.data.DataException;
import io.ffsamediff.device.DeviceException;
import io.ffsamediff.train.DivergedException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class MainTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void execute_help_listsCommandsOnStdout() {
    assertThat(execute("--help")).isZero();
    assertThat(out.toString()).contains("Usage: ff", "doctor");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void execute_unknownCommand_isUsageAndSuggests() {
    assertThat(execute("doctr")).isEqualTo(2);
    assertThat(err.toString()).contains("ff: Unmatched argument", "'doctr'", "Try 'ff --help'.");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void execute_misspelt_suggestsWhatWasMeant() {
    assertThat(execute("trian")).isEqualTo(2);
    assertThat(execute("config", "chekc")).isEqualTo(2);
    assertThat(execute("train", "x.json", "--otu", "y")).isEqualTo(2);
    assertThat(execute("train", "--quite", "x.json")).isEqualTo(2);
    assertThat(err.toString().lines().filter(line -> line.startsWith("Did you mean")))
        .containsExactly(
            "Did you mean train?",
            "Did you mean check?",
            "Did you mean --out?",
            "Did you mean --quiet?");
  }

  @Test
  void execute_hiddenOrFarCommand_suggestsNothing() {
    assertThat(execute("gpu-chekc")).isEqualTo(2);
    assertThat(execute("fly")).isEqualTo(2);
    assertThat(err.toString()).doesNotContain("Did you mean");
  }

  @Test
  void execute_unknownWord_namesTheKnownOnes() {
    assertThat(execute("doctor", "--log-level", "verbose")).isEqualTo(2);
    assertThat(execute("train", "x.json", "--device", "CUDDA")).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "'--log-level': expected debug, info, warn or error, received verbose.",
            "'--device': expected auto, cpu or cuda, received CUDDA. Did you mean cuda?");
  }

  @Test
  void execute_bothKindsOfJson_isUsage() {
    assertThat(execute("train", "x.json", "--json", "--json-events")).isEqualTo(2);
    assertThat(err.toString()).contains("leave out one");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void execute_version_namesTheVersionsOfEngineAndNd4j() {
    assertThat(execute("--version")).isZero();
    assertThat(out.toString().lines())
        .hasSize(3)
        .anyMatch(line -> line.matches("ND4J 1\\.0\\.0-M2\\.1"));
  }

  @Test
  void execute_noCommand_isUsage() {
    assertThat(execute()).isEqualTo(2);
    assertThat(err.toString()).contains("ff: Missing required subcommand");
  }

  @Test
  void execute_configException_isThreeWithALineForEachProblem() {
    List<ConfigProblem> problems =
        List.of(
            new ConfigProblem("/a", "a number", "\"x\"", "Write a number."),
            new ConfigProblem("/b", "true", "1", "Write true."));

    assertThat(failWith(new ConfigException("run.json", problems))).isEqualTo(3);
    assertThat(err.toString().lines())
        .containsExactly(
            "ff: run.json: /a: expected a number, received \"x\". Write a number.",
            "ff: run.json: /b: expected true, received 1. Write true.");
  }

  @Test
  void execute_knownExceptions_haveTheirCodes() {
    assertThat(failWith(new DataException("no file"))).isEqualTo(4);
    assertThat(failWith(new DivergedException("layer 1"))).isEqualTo(6);
    assertThat(failWith(new DeviceException("no CUDA"))).isEqualTo(7);
    assertThat(err.toString().lines()).containsExactly("ff: no file", "ff: layer 1", "ff: no CUDA");
  }

  @Test
  void execute_unexpectedException_isOneLineWithoutTrace() {
    assertThat(failWith(new IllegalStateException("odd"))).isEqualTo(1);
    assertThat(err.toString().lines())
        .containsExactly(
            "ff: internal error: java.lang.IllegalStateException: odd"
                + " (set FF_STACKTRACE=1 for the trace)");
  }

  private int failWith(RuntimeException failure) {
    Callable<Integer> failing =
        () -> {
          throw failure;
        };
    CommandLine line = capture(Main.commandLine());
    line.addSubcommand("fail", CommandSpec.wrapWithoutInspection(failing));
    return capture(line).execute("fail");
  }

  private int execute(String... arguments) {
    return capture(Main.commandLine()).execute(arguments);
  }

  private CommandLine capture(CommandLine line) {
    return line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
  }
}
