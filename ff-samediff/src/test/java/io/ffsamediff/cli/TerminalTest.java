package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {

  @Test
  void wantsColours_noColorWithAnyValue_doesNot() {
    assertThat(Terminal.wantsColours(Map.of())).isTrue();
    assertThat(Terminal.wantsColours(Map.of("NO_COLOR", ""))).isTrue();
    assertThat(Terminal.wantsColours(Map.of("NO_COLOR", "1"))).isFalse();
    assertThat(Terminal.wantsColours(Map.of("NO_COLOR", "0"))).isFalse();
  }

  @Test
  void messages_coloured_colourThePrefixAndLeaveTheTextAlone() {
    String told = told(false, true);

    assertThat(told.lines())
        .satisfiesExactly(
            notice -> assertThat(notice).isEqualTo("ff: n @|red x|@"),
            warning ->
                assertThat(warning)
                    .contains("\u001b[33mff: warning:\u001b[")
                    .endsWith(" w @|red x|@"),
            error -> assertThat(error).contains("\u001b[31mff:\u001b[").endsWith(" e @|red x|@"));
    assertThat(told.replaceAll("\u001b\\[\\d+m", "")).isEqualTo(told(false, false));
  }

  @Test
  void messages_plain_areAsEver() {
    assertThat(told(false, false))
        .isEqualTo("ff: n @|red x|@\nff: warning: w @|red x|@\nff: e @|red x|@\n");
  }

  @Test
  void messages_quiet_leaveOutNoticesOnly() {
    assertThat(told(true, false)).isEqualTo("ff: warning: w @|red x|@\nff: e @|red x|@\n");
  }

  private static String told(boolean quiet, boolean colours) {
    StringWriter text = new StringWriter();
    Messages messages = new Messages(new PrintWriter(text), quiet, colours);
    messages.notice("n @|red x|@");
    messages.warning("w @|red x|@");
    messages.error("e @|red x|@");
    return text.toString().replace(System.lineSeparator(), "\n");
  }
}
