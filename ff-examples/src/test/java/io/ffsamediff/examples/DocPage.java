package io.ffsamediff.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A page of the documentation, with what it tells a reader to type.
 *
 * @param text the whole page, Markdown
 */
record DocPage(String text) {

  /** Root of the repository. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final String FF = "./ff ";

  /** The page in {@code file}, a path from the root of the repository. */
  static DocPage of(String file) throws IOException {
    return new DocPage(Files.readString(ROOT.resolve(file)));
  }

  /** The fenced blocks of {@code language}, in order, without their fences. */
  List<String> blocks(String language) {
    return Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$")
        .matcher(text)
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  /** The lines of all shell blocks that are not blank. */
  List<String> commands() {
    return blocks("sh").stream().flatMap(String::lines).filter(line -> !line.isBlank()).toList();
  }

  /** The commands that start the engine; one a line. */
  List<String> ffCommands() {
    return commands().stream().filter(command -> command.startsWith(FF)).toList();
  }

  /** The words of a command behind {@code ./ff}. */
  static List<String> arguments(String ffCommand) {
    return List.of(ffCommand.substring(FF.length()).split("\\s+"));
  }

  /** Makes folders of the repository, as in {@code configs}, seen from {@code folder}. */
  static void link(Path folder, String... names) throws IOException {
    for (String name : names) {
      Files.createSymbolicLink(folder.resolve(name), ROOT.resolve(name));
    }
  }
}
