package io.ffsamediff.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quick start as {@code docs/library.md} starts it. */
class QuickStartIT {

  @TempDir Path folder;

  @Test
  void quickStart_onTheClassPathOfTheDistribution_runs() throws Exception {
    String command = DocPage.of("docs/library.md").blocks("sh").get(0);
    Path output = folder.resolve("output.txt");

    Process process =
        new ProcessBuilder("bash", "-c", command)
            .directory(DocPage.ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    assertThat(process.waitFor()).as(Files.readString(output)).isZero();
  }

  @Test
  void jars_ofSourcesAndJavadoc_areBuilt() {
    Path target = DocPage.ROOT.resolve("ff-samediff/target");

    assertThat(target).isDirectoryContaining("glob:**/ff-samediff-*-sources.jar");
    assertThat(target).isDirectoryContaining("glob:**/ff-samediff-*-javadoc.jar");
  }
}
