package io.ffsamediff.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.examples.Ff.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what docs/cli.md says. */
class CliDocsIT {

  @TempDir private Path folder;

  @Test
  void commands_inOrder_work() throws IOException {
    DocPage.link(folder, "configs");
    List<String> commands = DocPage.of("docs/cli.md").ffCommands();
    assertThat(commands).hasSizeGreaterThan(6);

    for (String command : commands) {
      List<String> words = DocPage.arguments(command);
      Outcome outcome = new Ff(folder).run(words.toArray(new String[0]));

      assertThat(outcome.exitCode()).as("%s%n%s", command, outcome.err()).isZero();
      assertThat(outcome.out()).as(command).isNotBlank();
      if (words.contains("--quiet")) {
        assertThat(outcome.err()).as(command).isEmpty();
      }
    }
    assertThat(folder.resolve("runs/events/report.html")).isNotEmptyFile();
  }
}
