package io.ffsamediff.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.examples.Ff.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what docs/export.md says. */
class ExportDocsIT {

  @TempDir private Path folder;

  @Test
  void commands_inOrder_work() throws IOException {
    DocPage.link(folder, "configs");
    List<String> commands = DocPage.of("docs/export.md").ffCommands();
    assertThat(commands).hasSize(4);

    for (String command : commands) {
      List<String> words = DocPage.arguments(command);
      Outcome outcome = new Ff(folder).run(words.toArray(new String[0]));

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
}
