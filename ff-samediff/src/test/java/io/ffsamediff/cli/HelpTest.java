package io.ffsamediff.cli;

import io.ffsamediff.Golden;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The whole command line as one text, so that it changes only on purpose. */
class HelpTest {

  @Test
  void usage_ofAllCommands_isTheGoldenText() throws IOException {
    StringBuilder text = new StringBuilder();
    append(Main.commandLine(), text);
    Golden.checkResource("help.txt", text.toString());
  }

  private static void append(CommandLine command, StringBuilder text) {
    text.append("$ ").append(command.getCommandSpec().qualifiedName()).append(" --help\n");
    text.append(command.getUsageMessage(Ansi.OFF).replace("\r\n", "\n")).append('\n');
    command.getSubcommands().values().forEach(sub -> append(sub, text));
  }
}
