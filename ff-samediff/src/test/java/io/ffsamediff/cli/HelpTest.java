package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The whole command line as one text, so that it changes only on purpose. */
class HelpTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden/help.txt");

  @Test
  void usage_ofAllCommands_isTheGoldenText() throws IOException {
    StringBuilder text = new StringBuilder();
    append(Main.commandLine(), text);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, text);
    }
    assertThat(Files.readString(GOLDEN))
        .as(
            "If the change is meant, run: mvn -pl ff-samediff test -Dtest=HelpTest -Dgolden.update=true")
        .isEqualTo(text.toString());
  }

  private static void append(CommandLine command, StringBuilder text) {
    text.append("$ ").append(command.getCommandSpec().qualifiedName()).append(" --help\n");
    text.append(command.getUsageMessage(Ansi.OFF).replace("\r\n", "\n")).append('\n');
    command.getSubcommands().values().forEach(sub -> append(sub, text));
  }
}
