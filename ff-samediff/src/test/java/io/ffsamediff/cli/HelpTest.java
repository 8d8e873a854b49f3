package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.Golden;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The whole command line as one text, so that it changes only on purpose. */
class HelpTest {

  @Test
  void usage_ofAllCommands_isTheGoldenText() throws IOException {
    StringBuilder text = new StringBuilder();
    append(Main.commandLine(), text);
    Golden.checkResource("help.txt", text.toString());
  }

  @Test
  void examples_ofEveryCommand_areThereAndParse() {
    List<CommandLine> commands = new ArrayList<>();
    collect(Main.commandLine(), commands);
    assertThat(commands).hasSizeGreaterThan(10);
    for (CommandLine command : commands) {
      CommandSpec spec = command.getCommandSpec();
      List<String> examples = List.of(spec.usageMessage().footer());
      assertThat(examples).as(spec.qualifiedName()).isNotEmpty();
      examples.forEach(HelpTest::assertParses);
    }
  }

  /** The script of {@code ff completion} keeps the words of an option under its label. */
  @Test
  void optionsWithWords_ofEveryCommand_haveLabelsOfTheirOwn() {
    List<CommandLine> commands = new ArrayList<>();
    collect(Main.commandLine(), commands);
    for (CommandLine command : commands) {
      assertThat(command.getCommandSpec().options())
          .as(command.getCommandSpec().qualifiedName())
          .filteredOn(option -> option.completionCandidates() != null)
          .extracting(OptionSpec::paramLabel)
          .doesNotHaveDuplicates();
    }
  }

  private static void collect(CommandLine command, List<CommandLine> all) {
    all.add(command);
    command.getSubcommands().values().stream()
        .filter(sub -> !sub.getCommandSpec().usageMessage().hidden())
        .filter(sub -> !(sub.getCommandSpec().userObject() instanceof CommandLine.HelpCommand))
        .forEach(sub -> collect(sub, all));
  }

  private static void assertParses(String example) {
    String line = example.strip().replaceAll("^source <\\((.*)\\)$", "$1").replaceAll(" > .*", "");
    assertThat(line).startsWith("ff ");
    String[] words = line.split(" ", -1);
    Main.commandLine().parseArgs(Arrays.copyOfRange(words, 1, words.length));
  }

  private static void append(CommandLine command, StringBuilder text) {
    text.append("$ ").append(command.getCommandSpec().qualifiedName()).append(" --help\n");
    text.append(command.getUsageMessage(Ansi.OFF).replace("\r\n", "\n")).append('\n');
    command.getSubcommands().values().forEach(sub -> append(sub, text));
  }
}
