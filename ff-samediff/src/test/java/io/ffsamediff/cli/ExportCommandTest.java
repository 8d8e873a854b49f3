package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.config.RunConfig;
import io.ffsamediff.export.ExportRun;
import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.RunFixture;
import io.ffsamediff.train.Runs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code ff export} prints and refuses. */
class ExportCommandTest {

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void onnx_networkWithoutHead_printsFilesAndSaysThatThereIsNoHead() {
    RunDirectory run = run(Runs.config());

    assertThat(export(run, "ONNX", "out")).as(err.toString()).isZero();

    assertThat(out.toString().lines())
        .containsExactly(
            folder.resolve("out/scores.onnx")
                + ": inputs float32 [N, 36] to scores float32 [N, 3] and label int64 [N]");
    assertThat(err.toString().strip())
        .isEqualTo("ff: no head.onnx, as the network has no softmax head");
    assertThat(folder.resolve("out").toFile().list()).containsExactly("scores.onnx");
  }

  @ParameterizedTest
  @CsvSource({"npz,weights.npz", "samediff,layer-1.fb"})
  void otherFormats_writeTheirFiles(String format, String file) {
    RunDirectory run = run(Runs.config());

    assertThat(export(run, format, "a/out")).as(err.toString()).isZero();

    assertThat(out.toString()).contains(folder.resolve("a/out").resolve(file) + ": ");
    assertThat(folder.resolve("a/out").resolve(file)).isNotEmptyFile();
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"onnx", "npz", "samediff"})
  void layerDamaged_isFiveAndLeavesNothing(String format) throws IOException {
    RunDirectory run = run(Runs.config());
    Files.write(run.model().resolve("layer-2.fb"), new byte[1], StandardOpenOption.APPEND);

    assertRefused(5, "layer-2.fb: expected ", run, format, "out");
  }

  @Test
  void descriptionDamaged_isFive() throws IOException {
    RunDirectory run = run(Runs.config());
    Path description = run.model().resolve("model.json");
    String json = Files.readString(description);
    Files.writeString(description, json.replace("\"inputs\" : 36", "\"inputs\" : 37"));

    assertRefused(5, "model.json: expected 36 inputs, received 37.", run, "onnx", "out");
  }

  @Test
  void runWithoutModel_isFiveAndSaysHowToGoOn() {
    RunDirectory run = RunFixture.create(folder);

    assertRefused(5, "continue it with: ff train --resume ", run, "onnx", "out");
  }

  @Test
  void unknownRun_isFive() {
    assertThat(ff("export", folder.resolve("none").toString(), "--format", "npz", "--out", "x"))
        .isEqualTo(5);
    assertThat(err.toString()).contains("none: expected a run folder, received a path that does");
  }

  @Test
  void outThatExists_isOneAndLeftAsItWas() throws IOException {
    RunDirectory run = run(Runs.config());
    Files.writeString(Files.createDirectory(folder.resolve("out")).resolve("own"), "own");

    assertRefused(1, "out: expected a folder that does not exist yet", run, "onnx", "out");
    assertThat(folder.resolve("out/own")).hasContent("own");
  }

  @Test
  void outUnderAFile_isOne() throws IOException {
    RunDirectory run = run(Runs.config());
    Files.writeString(folder.resolve("file"), "own");

    assertRefused(1, "file/out: expected a place that can be written", run, "onnx", "file/out");
  }

  @Test
  void wrongUsage_isTwo() {
    assertThat(ff("export", "run", "--format", "onxn", "--out", "x")).isEqualTo(2);
    assertThat(err.toString())
        .contains("expected onnx, samediff or npz, received onxn. Did you mean onnx?");
    assertThat(ff("export", "run", "--format", "onnx")).isEqualTo(2);
    assertThat(err.toString()).contains("Missing required option: '--out=DIR'");
    assertThat(ff("export", "--format", "onnx", "--out", "x")).isEqualTo(2);
    assertThat(err.toString()).contains("Missing required parameter: 'RUN'");
  }

  private RunDirectory run(RunConfig config) {
    return ExportRun.of(folder.resolve("run"), config, Runs.data(), Runs.data()).run();
  }

  private void assertRefused(
      int exitCode, String message, RunDirectory run, String format, String to) {
    assertThat(export(run, format, to)).isEqualTo(exitCode);

    assertThat(err.toString()).startsWith("ff: ").contains(message).doesNotContain("\tat ");
    assertThat(out.toString()).isEmpty();
    assertThat(folder).isDirectoryNotContaining("glob:**.partial");
    assertThat(folder.resolve(to).resolve("model.json").toFile().exists()).isFalse();
    assertThat(folder.resolve(to).resolve("scores.onnx").toFile().exists()).isFalse();
  }

  private int export(RunDirectory run, String format, String to) {
    return ff("export", run.toString(), "--format", format, "--out", folder.resolve(to).toString());
  }

  private int ff(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
