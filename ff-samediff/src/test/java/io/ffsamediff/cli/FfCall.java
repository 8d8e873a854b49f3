package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/**
 * Runs {@code ff} in this process, where ND4J has started already.
 *
 * @param exitCode what it ended with
 * @param out what it wrote to stdout
 * @param err what it wrote to stderr
 */
record FfCall(int exitCode, String out, String err) {

  /**
   * Trains by the configuration in a folder made by {@link TinyRun}, into its folder {@code out}.
   */
  static FfCall train(Path folder, String out, String... more) {
    List<String> words = words(folder, List.of("train", folder.resolve("tiny.json").toString()));
    words.addAll(List.of("--out", folder.resolve(out).toString()));
    return of(words, more);
  }

  /** Resumes the run in {@code folder/run}. */
  static FfCall resume(Path folder, String run, String... more) {
    return of(words(folder, List.of("train", "--resume", folder.resolve(run).toString())), more);
  }

  /** Evaluates the run in {@code folder/run}. */
  static FfCall evaluate(Path folder, String run, String... more) {
    return of(words(folder, List.of("evaluate", folder.resolve(run).toString())), more);
  }

  private static List<String> words(Path folder, List<String> command) {
    List<String> words = new ArrayList<>(command);
    words.addAll(List.of("--data-dir", folder.resolve("data").toString()));
    return words;
  }

  private static FfCall of(List<String> words, String... more) {
    words.addAll(List.of(more));
    return of(words.toArray(String[]::new));
  }

  /** Expects success; returns this. */
  FfCall worked() {
    assertThat(exitCode).as(err).isZero();
    return this;
  }

  /** Expects a refusal: the right exit code, the message on stderr, nothing on stdout. */
  void refused(int expected, String message) {
    assertThat(exitCode).as(err).isEqualTo(expected);
    assertThat(err).contains(message).startsWith("ff: ").doesNotContain("\tat ");
    assertThat(out).isEmpty();
  }

  /** Runs {@code ff arguments}. */
  static FfCall of(String... arguments) {
    return of(Main.commandLine(), arguments);
  }

  /** Runs a command line that may have more commands than {@code ff}. */
  static FfCall of(CommandLine line, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
    return new FfCall(exitCode, out.toString(), err.toString());
  }
}
