package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.cli.CheckCommands.Command;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Commands that print JSON, fail, or come too late. */
class CheckCommandsTest {

  private final StringWriter told = new StringWriter();
  private long nanos;

  private CheckCommands commands(Duration limit) {
    return new CheckCommands(limit, () -> nanos, new PrintWriter(told));
  }

  private static Command shell(String script) {
    return new Command(List.of("sh", "-c", script), Map.of());
  }

  @Test
  void json_amongWhatACommandTells_isFound() {
    CheckCommands commands = commands(Duration.ofMinutes(1));

    assertThat(commands.json("one", shell("echo 'a {warning}' >&2; echo '{\"a\": 1}'; echo end")))
        .isEqualTo(commands.json("two", shell("echo '{\"a\":'; echo 1; echo '}'")));
    assertThat(told.toString()).contains("gpu-check: one: ...");
  }

  @Test
  void json_commandThatFailsOrPrintsNone_saysSo() {
    CheckCommands commands = commands(Duration.ofMinutes(1));

    assertThat(commands.json("one", shell("echo no card; exit 7")))
        .isEqualTo(CheckCommands.failed("sh ended with 7: no card"));
    assertThat(commands.json("two", shell("echo nothing")))
        .isEqualTo(CheckCommands.failed("it printed no JSON"));
    assertThat(commands.json("three", shell("echo '{a}'")).path("failed").asString())
        .contains("no JSON");
  }

  @Test
  void json_variableOfACommand_isSeen() {
    assertThat(
            commands(Duration.ofMinutes(1))
                .json("one", shell("echo \"{\\\"a\\\": $A}\"").with("A", "5"))
                .path("a")
                .asInt())
        .isEqualTo(5);
  }

  @Test
  void json_afterTheTime_isLeftOut() {
    CheckCommands commands = commands(Duration.ofMinutes(9));
    nanos = Duration.ofMinutes(9).toNanos();

    assertThat(commands.json("late", shell("echo '{}'")))
        .isEqualTo(CheckCommands.failed("left out: the 9 minutes are over"));
    assertThat(told.toString()).contains("late: left out");
  }

  @Test
  void json_longerThanTheTimeLeft_isEnded() {
    CheckCommands commands = commands(Duration.ofMinutes(9));
    nanos = Duration.ofMinutes(9).minusMillis(200).toNanos();

    assertThat(commands.json("long", shell("exec sleep 60")).path("failed").asString())
        .contains("no answer within");
  }
}
