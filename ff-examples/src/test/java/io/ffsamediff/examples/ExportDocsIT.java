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

/** Does what docs/export.md says. */
class ExportDocsIT {

  private static final Path ROOT =
      requireNonNull(Ff.repositoryScript().toAbsolutePath().getParent());

  @TempDir private Path folder;

  @Test
  void commands_inOrder_work() throws IOException {
    Files.createSymbolicLink(folder.resolve("configs"), ROOT.resolve("configs"));
    List<String> commands = commands();
    assertThat(commands).hasSize(4);

    for (String command : commands) {
      List<String> words = List.of(command.split("\\s+", -1));
      Outcome outcome = new Ff(folder).run(words.subList(1, words.size()).toArray(new String[0]));

      assertThat(outcome.exitCode()).as("%s%n%s", command, outcome.err()).isZero();
      if (words.contains("export")) {
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out().lines())
            .allMatch(line -> Files.isRegularFile(folder.resolve(line.split(":", 2)[0])));
      }
    }
    assertThat(folder.resolve("runs/export-onnx").toFile().list())
        .containsExactlyInAnyOrder("scores.onnx", "head.onnx", "combined.onnx");
    assertThat(folder.resolve("runs/export-npz/weights.npz")).isNotEmptyFile();
    assertThat(folder.resolve("runs/export-samediff/head.fb")).isNotEmptyFile();
  }

  private static List<String> commands() throws IOException {
    return Pattern.compile("(?m)^\\./ff .*$")
        .matcher(Files.readString(ROOT.resolve("docs/export.md")))
        .results()
        .map(match -> match.group())
        .toList();
  }
}
