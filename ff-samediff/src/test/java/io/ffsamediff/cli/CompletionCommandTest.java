package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class CompletionCommandTest {

  @TempDir Path folder;

  @Test
  void bash_script_completesCommandsOptionsAndWords() throws Exception {
    Path script = script("bash");
    assertThat(run("bash", "-n", script.toString())).isEmpty();

    assertThat(bash(script, "ff", "tr")).isEqualTo("train");
    assertThat(bash(script, "ff", "config", "")).isEqualTo("check schema show");
    assertThat(bash(script, "ff", "train", "--json")).isEqualTo("--json --json-events");
    assertThat(bash(script, "ff", "train", "--device", "c")).isEqualTo("cpu cuda");
    assertThat(bash(script, "ff", "doctor", "--log-level", "d")).isEqualTo("debug");
    assertThat(bash(script, "ff", "predict", "run", "--as", "")).isEqualTo("digit ink plain");
    assertThat(bash(script, "ff", "predict", "run", "--predictor", ""))
        .isEqualTo("goodness head combined");
    assertThat(bash(script, "ff", "completion", "z")).isEqualTo("zsh");
  }

  @Test
  void bash_script_leavesOutHiddenCommands() throws Exception {
    Path script = script("bash");

    assertThat(bash(script, "ff", "gpu")).isEmpty();
    assertThat(bash(script, "ff", "ben")).isEqualTo("bench");
  }

  @Test
  void zsh_script_completesCommands() throws Exception {
    assumeTrue(isThere("zsh"), "no zsh on the PATH");
    Path script = script("zsh");
    assertThat(run("zsh", "-n", script.toString())).isEmpty();

    // An interactive zsh on a terminal of its own, in which someone presses the tabulator.
    String program =
        """
        zmodload zsh/zpty
        zpty shell "zsh -f -i"
        zpty -w shell "source '$1'; ff() { print -r -- \\"[\\$*]\\" }; print ready\\$((1 + 1))"
        zpty -r -m shell seen '*ready2*'
        zpty -w -n shell $'ff tr\\t\\n'
        zpty -r -m shell seen '*\\[tr*\\]*'
        print -r -- "$seen"
        zpty -d shell
        """;

    assertThat(run("timeout", "60", "zsh", "-f", "-c", program, "zsh", script.toString()))
        .contains("[train]");
  }

  @Test
  void unknownShell_namesTheKnownOnes() {
    FfCall.of("completion", "fish").refused(2, "expected bash or zsh, received fish");
  }

  private Path script(String shell) throws Exception {
    String told = FfCall.of("completion", shell).worked().out();
    return Files.writeString(folder.resolve("ff." + shell), told);
  }

  /** What bash would offer for the last of {@code words}. */
  private String bash(Path script, String... words) throws Exception {
    String last = words[words.length - 1];
    String program =
        """
        source "$1"; shift
        compopt() { :; }
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE}
        $(complete -p ff | sed 's/.*-F \\([^ ]*\\).*/\\1/') "$1" "%s" "${@: -2:1}"
        echo "${COMPREPLY[*]}"
        """
            .formatted(last);
    List<String> command =
        new ArrayList<>(List.of("bash", "-c", program, "bash", script.toString()));
    command.addAll(List.of(words));
    return run(command.toArray(String[]::new)).replace('\n', ' ').strip();
  }

  private String run(String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("TERM", "dumb");
    Process process = builder.start();
    process.getOutputStream().close();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(told).isZero();
    return told.strip();
  }

  private static boolean isThere(String program) {
    return List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
