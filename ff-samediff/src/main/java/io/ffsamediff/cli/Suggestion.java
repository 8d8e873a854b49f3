package io.ffsamediff.cli;

import io.ffsamediff.config.Spelling;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a misspelt command or option was meant to be. */
final class Suggestion {

  private Suggestion() {}

  /** Prints what the first argument that is not known was meant to be, if something is close. */
  static void print(ParameterException failure, PrintWriter err) {
    if (!(failure instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return;
    }
    String given = unmatched.getUnmatched().get(0).split("=", 2)[0];
    Spelling.closest(given, known(failure.getCommandLine().getCommandSpec()))
        .ifPresent(word -> err.printf("Did you mean %s?%n", word));
  }

  private static List<String> known(CommandSpec command) {
    Stream<String> options =
        command.options().stream()
            .filter(option -> !option.hidden())
            .map(option -> option.longestName());
    Stream<String> commands =
        command.subcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .filter(sub -> !sub.usageMessage().hidden())
            .map(CommandSpec::name);
    return Stream.concat(options, commands).distinct().toList();
  }
}
