package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.RunFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that need no training. */
class SimpleCommandsTest {

  @TempDir Path folder;

  @BeforeEach
  void write() throws Exception {
    TinyRun.write(folder);
  }

  @Test
  void configCheck_soundFile_saysSo() {
    FfCall ff = FfCall.of("config", "check", folder.resolve("tiny.json").toString()).worked();

    assertThat(ff.out()).endsWith("tiny.json: 'tiny' is sound." + System.lineSeparator());
  }

  @Test
  void configCheck_wrongValues_namesAllOfThem() {
    String file = folder.resolve("tiny.json").toString();
    FfCall ff =
        FfCall.of(
            "config", "check", file, "--set", "training.epochs=0", "--set", "evaluation.every=x");

    assertThat(ff.exitCode()).isEqualTo(3);
    assertThat(ff.err()).contains("/training/epochs", "/evaluation/every");
  }

  @Test
  void configShow_change_isResolvedWithAllDefaults() {
    String file = folder.resolve("tiny.json").toString();

    FfCall ff = FfCall.of("config", "show", file, "--set", "network.layers.0.units=9").worked();

    assertThat(ff.out().replaceAll("\\s", ""))
        .contains("\"units\":9", "\"strength\":\"max\"", "\"beta2\":0.999");
  }

  @Test
  void configSchema_isASchema() {
    FfCall ff = FfCall.of("config", "schema").worked();

    assertThat(ff.out()).contains("json-schema.org");
  }

  @Test
  void dataList_ownFolder_listsAllWithPlaces() {
    FfCall ff = FfCall.of("data", "list", "--data-dir", folder.resolve("data").toString()).worked();

    assertThat(ff.out()).contains("mnist ", "fashion-mnist", "mnist-subset", "tiny ");
  }

  @Test
  void dataFetch_unknownName_isThree() {
    FfCall.of("data", "fetch", "mnits").refused(3, "mnist");
  }

  @Test
  void dataFetch_folderWithoutFiles_isFour() {
    FfCall.of("data", "fetch", "mnist", "--from", folder.toString())
        .refused(4, "train-images-idx3-ubyte");
  }

  @Test
  void report_run_printsThePathOfTheReport() {
    RunDirectory run = RunFixture.create(folder);
    RunFixture.manifest().write(run);

    FfCall ff = FfCall.of("report", run.toString()).worked();

    assertThat(ff.out().strip()).isEqualTo(run.report().toString());
    assertThat(run.report()).isRegularFile();
  }
}
