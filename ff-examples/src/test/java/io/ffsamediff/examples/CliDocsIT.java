package io.ffsamediff.examples;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.examples.Ff.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what docs/cli.md says. */
class CliDocsIT {

  private static final Path ROOT =
      requireNonNull(Ff.repositoryScript().toAbsolutePath().getParent());

  @TempDir private Path folder;

  @Test
  void commands_inOrder_work() throws IOException {
    Files.createSymbolicLink(folder.resolve("configs"), ROOT.resolve("configs"));
    List<String> commands = commands();
    assertThat(commands).hasSizeGreaterThan(6);

    for (String command : commands) {
      List<String> words = List.of(command.split("\\s+", -1));
      Outcome outcome = new Ff(folder).run(words.subList(1, words.size()).toArray(new String[0]));

      assertThat(outcome.exitCode()).as("%s%n%s", command, outcome.err()).isZero();
      assertThat(outcome.out()).as(command).isNotBlank();
      if (words.contains("--quiet")) {
        assertThat(outcome.err()).as(command).isEmpty();
      }
    }
    assertThat(folder.resolve("runs/events/report.html")).isNotEmptyFile();
  }

  private static List<String> commands() throws IOException {
    String text = Files.readString(ROOT.resolve("docs/cli.md"));
    return Pattern.compile("(?s)```sh\n(.*?)```")
        .matcher(text)
        .results()
        .flatMap(fence -> fence.group(1).lines())
        .filter(line -> line.startsWith("./ff "))
        .toList();
  }
}
