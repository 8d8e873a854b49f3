package io.ffsamediff.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.examples.Ff.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what the README says, as a new user would. */
class ReadmeIT {

  /** Makes training, or measuring it, on data that CI does not have a matter of seconds. */
  private static final List<String> SHORT =
      List.of(
          "--set", "data.name=mnist-subset",
          "--set", "data.trainExamples=300",
          "--set", "training.epochs=1",
          "--set", "training.layerEpochs=2");

  @TempDir private Path folder;

  @Test
  void commands_inOrder_workAndTheQuickstartReachesItsAccuracy() throws IOException {
    DocPage.link(folder, "configs", "docs");
    List<String> commands = readme().ffCommands();
    assertThat(commands).hasSizeGreaterThan(8);

    for (String command : commands) {
      // As it comes: the whole quickstart is compiled well.
      Outcome outcome = new Ff(folder).run(Map.of("FF_JAVA_OPTS", ""), arguments(command));

      assertThat(outcome.exitCode()).as("%s%n%s", command, outcome.err()).isZero();
      assertThat(outcome.out()).as(command).isNotBlank();
      if (command.contains(" predict ")) {
        assertThat(outcome.out()).startsWith("docs/seven.png: 7, by a margin of ");
      }
    }

    assertThat(accuracyOf(folder.resolve("runs/first"))).isGreaterThanOrEqualTo(0.955);
    assertThat(folder.resolve("runs/first/report.html")).isNotEmptyFile();
  }

  private static String[] arguments(String command) {
    List<String> words = new ArrayList<>(DocPage.arguments(command));
    if (words.contains("configs/mnist-keras.json") && !words.contains("config")) {
      words.addAll(SHORT);
    }
    return words.toArray(new String[0]);
  }

  private static double accuracyOf(Path run) throws IOException {
    Matcher accuracy =
        Pattern.compile("\"accuracy\"\\s*:\\s*([0-9.]+)")
            .matcher(Files.readString(run.resolve("evaluation.json")));
    assertThat(accuracy.find()).isTrue();
    return Double.parseDouble(accuracy.group(1));
  }

  @Test
  void makeTrain_andMakeTest_doWhatTheReadmeSays() throws Exception {
    assertThat(readme().commands()).contains("make train", "make test");
    assertThat(dryRun("train")).contains("./ff train configs/quickstart.json");
    assertThat(dryRun("test")).contains("mvn -B verify");
  }

  private String dryRun(String target) throws Exception {
    Path out = folder.resolve("make.txt");
    Process make =
        new ProcessBuilder("make", "--no-print-directory", "--dry-run", target)
            .directory(DocPage.ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(make.waitFor()).isZero();
    return Files.readString(out);
  }

  @Test
  void configuration_shown_isTheFile() throws IOException {
    assertThat(readme().blocks("json"))
        .contains(Files.readString(DocPage.ROOT.resolve("configs/mnist-keras.json")));
  }

  @Test
  void links_toFiles_lead() throws IOException {
    Matcher link = Pattern.compile("]\\(([^)#:]+)\\)").matcher(readme().text());
    List<String> targets = new ArrayList<>();
    while (link.find()) {
      targets.add(link.group(1));
      assertThat(DocPage.ROOT.resolve(link.group(1))).exists();
    }
    assertThat(targets).isNotEmpty();
  }

  private static DocPage readme() throws IOException {
    return DocPage.of("README.md");
  }
}
