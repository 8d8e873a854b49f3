package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.RunFixture;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that need no training. */
class SimpleCommandsTest {

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void write() throws Exception {
    TinyRun.write(folder);
  }

  @Test
  void configCheck_soundFile_saysSo() {
    assertThat(ff("config", "check", folder.resolve("tiny.json").toString())).isZero();
    assertThat(out.toString()).endsWith("tiny.json: 'tiny' is sound." + System.lineSeparator());
  }

  @Test
  void configCheck_wrongValues_namesAllOfThem() {
    String file = folder.resolve("tiny.json").toString();
    int exitCode =
        ff("config", "check", file, "--set", "training.epochs=0", "--set", "evaluation.every=x");

    assertThat(exitCode).isEqualTo(3);
    assertThat(err.toString()).contains("/training/epochs", "/evaluation/every");
  }

  @Test
  void configShow_change_isResolvedWithAllDefaults() {
    String file = folder.resolve("tiny.json").toString();

    assertThat(ff("config", "show", file, "--set", "network.layers.0.units=9")).isZero();
    assertThat(out.toString().replaceAll("\\s", ""))
        .contains("\"units\":9", "\"strength\":\"max\"", "\"beta2\":0.999");
  }

  @Test
  void configSchema_isASchema() {
    assertThat(ff("config", "schema")).isZero();
    assertThat(out.toString()).contains("json-schema.org");
  }

  @Test
  void dataList_ownFolder_listsAllWithPlaces() {
    assertThat(ff("data", "list", "--data-dir", folder.resolve("data").toString())).isZero();
    assertThat(out.toString()).contains("mnist ", "fashion-mnist", "mnist-subset", "tiny ");
  }

  @Test
  void dataFetch_unknownName_isThree() {
    assertThat(ff("data", "fetch", "mnits")).isEqualTo(3);
    assertThat(err.toString()).contains("mnist");
  }

  @Test
  void dataFetch_folderWithoutFiles_isFour() {
    assertThat(ff("data", "fetch", "mnist", "--from", folder.toString())).isEqualTo(4);
    assertThat(err.toString()).contains("train-images-idx3-ubyte");
  }

  @Test
  void report_run_printsThePathOfTheReport() {
    RunDirectory run = RunFixture.create(folder);
    RunFixture.manifest().write(run);

    assertThat(ff("report", run.toString())).isZero();
    assertThat(out.toString().strip()).isEqualTo(run.report().toString());
    assertThat(run.report()).isRegularFile();
  }

  private int ff(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
