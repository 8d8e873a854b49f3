package io.ffsamediff.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quick start as the README shows it, with what a dependency on ff-samediff brings. */
class QuickStartTest {

  private static final List<String> NOT_BROUGHT =
      List.of("picocli", "progressbar", "jline", "logback", "junit", "assertj", "jmh");

  @TempDir Path folder;

  @Test
  void quickStart_withoutTheLibrariesOfTheCommandLine_trainsAndPredicts() throws Exception {
    Path err = folder.resolve("err.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                QuickStart.class.getName(),
                DocPage.ROOT.resolve("configs/iris.json").toString(),
                "training.epochs=20")
            .redirectError(err.toFile())
            .redirectOutput(folder.resolve("out.txt").toFile())
            .start();

    assertThat(process.waitFor()).as(Files.readString(err)).isZero();
    assertThat(Files.readAllLines(err))
        .haveExactly(20, line("INFO: loss 0\\.\\d+"))
        .haveExactly(1, line("INFO: accuracy 0\\.[6-9]\\d*"))
        .haveExactly(1, line("INFO: \\[[0-2](, [0-2]){9}]"));
  }

  private static Condition<String> line(String pattern) {
    return new Condition<>(line -> line.matches(pattern), "a line %s", pattern);
  }

  private static String classPath() {
    String all = System.getProperty("java.class.path");
    assertThat(all).contains(NOT_BROUGHT);
    return Arrays.stream(all.split(File.pathSeparator))
        .filter(jar -> NOT_BROUGHT.stream().noneMatch(jar::contains))
        .collect(Collectors.joining(File.pathSeparator));
  }

  @Test
  void readme_showsTheProgram() throws Exception {
    String source =
        Files.readString(Path.of("src/main/java/io/ffsamediff/examples/QuickStart.java"));
    String shown = DocPage.of("README.md").blocks("java").get(0);

    assertThat(source).contains(shown.indent(4));
    assertThat(shown.lines().count()).isLessThanOrEqualTo(10);
  }
}
