package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ffsamediff.run.RunFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees on a terminal, and what is left of it elsewhere. */
class TerminalProcessTest {

  private static final String COLOUR = "\u001b[3";
  private static final Path LOGBACK =
      Path.of("../ff-examples/src/dist/conf/logback.xml").toAbsolutePath().normalize();

  @TempDir Path folder;

  @BeforeEach
  void write() throws Exception {
    TinyRun.write(folder);
    TinyRun.keepInk(folder);
  }

  @Test
  void train_onATerminal_showsABarInColours() throws Exception {
    String shown = onTerminal("TERM=xterm LC_ALL=C.UTF-8", "train", "tiny.json", "--out", "run");

    assertThat(shown).contains("epoch 4/4 \u001b[36m█", "100 %", "  loss ", "  sep ", " ex/s");
    assertThat(shown).doesNotContain("running");
  }

  /** Two independent reasons, each for one part of what the test above shows. */
  @Test
  void train_onATerminalWithNoColorAndWithoutUnicode_showsAPlainBarOfAscii() throws Exception {
    String shown =
        onTerminal("NO_COLOR=1 TERM=xterm LC_ALL=C", "train", "tiny.json", "--out", "run");

    assertThat(shown).contains("epoch 4/4 #", "100 %").doesNotContain(COLOUR, "?", "█");
  }

  @Test
  void train_onADumbTerminalOrQuiet_showsNoBar() throws Exception {
    String dumb = onTerminal("TERM=dumb", "train", "tiny.json", "--out", "dumb");
    String quiet = onTerminal("TERM=xterm", "train", "tiny.json", "--out", "quiet", "--quiet");

    assertThat(dumb).contains("epoch 4/4  loss ").doesNotContain("\u001b");
    assertThat(quiet).doesNotContain("epoch", "\u001b").contains("test error");
  }

  @Test
  void errorAndHelp_onATerminal_areColouredUnlessNoColor() throws Exception {
    assertThat(onTerminal("TERM=xterm", "train", "none.json")).contains("\u001b[31mff:");
    assertThat(onTerminal("NO_COLOR=1 TERM=xterm", "train", "none.json"))
        .contains("ff: none.json")
        .doesNotContain("\u001b");
    assertThat(onTerminal("TERM=xterm", "data", "--help")).contains("\u001b[");
    assertThat(onTerminal("NO_COLOR=1 TERM=xterm", "data", "--help"))
        .contains("Usage: ff data")
        .doesNotContain("\u001b");
  }

  @Test
  void elsewhere_nothingIsColoured() throws Exception {
    FfProcess failed = FfProcess.run(folder, "train", "none.json");

    assertThat(failed.err()).startsWith("ff: ").doesNotContain("\u001b");
    assertThat(FfCall.of("data", "--help").out()).startsWith("Usage: ").doesNotContain("\u001b");
  }

  /** Nor does the log of the distribution, at its default level. */
  @Test
  void train_quiet_saysNothingButTheResult() throws Exception {
    FfCall loud = FfCall.train(folder, "loud").worked();
    FfProcess quiet = logging("train", "tiny.json", "--data-dir", "data", "--out", "run", "-q");

    assertThat(loud.err()).contains("ff: device ", "epoch 4/4");
    assertThat(quiet.err()).isEmpty();
    assertThat(quiet.out()).isEqualTo(loud.out().replace(folder.resolve("loud").toString(), "run"));
  }

  @Test
  void train_quietWithAWarning_stillWarns() throws Exception {
    TinyRun.write(folder);

    FfCall ff = FfCall.train(folder, "run", "-q").worked();

    assertThat(ff.err().lines())
        .singleElement()
        .satisfies(line -> assertThat(line).startsWith("ff: warning: the label is put onto"));
  }

  @Test
  void logLevel_debug_tellsMoreThanTheDefault() throws Exception {
    RunFixture.manifest().write(RunFixture.create(folder));

    assertThat(logging("report", "tiny").err()).isEmpty();
    assertThat(logging("report", "tiny", "--log-level", "debug").err()).contains(" DEBUG ");
    assertThat(logging("report", "tiny", "--log-level=DEBUG").err()).contains(" DEBUG ");
  }

  /** Runs {@code ff arguments} under the distribution's configuration of the log. */
  private FfProcess logging(String... arguments) throws Exception {
    List<String> command = FfProcess.command(arguments);
    command.add(1, "-Dlogback.configurationFile=" + LOGBACK);
    FfProcess ff = FfProcess.finish(FfProcess.start(folder, command), folder);
    assertThat(ff.exitCode()).as(ff.err()).isZero();
    return ff;
  }

  /** What a terminal of 100 columns shows of {@code ff}, stdout and stderr together. */
  private String onTerminal(String environment, String... arguments) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "no script of util-linux");
    List<String> words = new ArrayList<>(FfProcess.command(arguments));
    if (words.contains("train")) {
      words.addAll(List.of("--data-dir", "data"));
    }
    String line = words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    Path script = folder.resolve("run.sh");
    Files.writeString(script, "stty cols 100\nexport %s\nexec %s\n".formatted(environment, line));
    return FfProcess.finish(
            FfProcess.start(folder, List.of("/usr/bin/script", "-qec", "sh run.sh", "/dev/null")),
            folder)
        .out();
  }
}
