package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.config.RunConfig;
import io.ffsamediff.export.ExportRun;
import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.RunFixture;
import io.ffsamediff.train.Runs;
import java.io.IOException;
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

  @Test
  void onnx_networkWithoutHead_printsFilesAndSaysThatThereIsNoHead() {
    RunDirectory run = run(Runs.config());

    FfCall ff = export(run, "ONNX", "out");

    assertThat(ff.exitCode()).as(ff.err()).isZero();
    assertThat(ff.out().lines())
        .containsExactly(
            folder.resolve("out/scores.onnx")
                + ": inputs float32 [N, 36] to scores float32 [N, 3] and label int64 [N]");
    assertThat(ff.err().strip()).isEqualTo("ff: no head.onnx, as the network has no softmax head");
    assertThat(folder.resolve("out").toFile().list()).containsExactly("scores.onnx");
  }

  @ParameterizedTest
  @CsvSource({"npz,weights.npz", "samediff,layer-1.fb"})
  void otherFormats_writeTheirFiles(String format, String file) {
    RunDirectory run = run(Runs.config());

    FfCall ff = export(run, format, "a/out");

    assertThat(ff.exitCode()).as(ff.err()).isZero();
    assertThat(ff.out()).contains(folder.resolve("a/out").resolve(file) + ": ");
    assertThat(folder.resolve("a/out").resolve(file)).isNotEmptyFile();
    assertThat(ff.err()).isEmpty();
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

    assertRefused(5, "has no checkpoint; train it again", run, "onnx", "out");
  }

  @Test
  void unknownRun_isFive() {
    FfCall ff =
        FfCall.of("export", folder.resolve("none").toString(), "--format", "npz", "--out", "x");

    assertThat(ff.exitCode()).isEqualTo(5);
    assertThat(ff.err()).contains("none: expected a run folder, received a path that does");
  }

  @Test
  void outThatExists_isOneAndLeftAsItWas() throws IOException {
    RunDirectory run = run(Runs.config());
    Files.writeString(Files.createDirectory(folder.resolve("out")).resolve("own"), "own");

    assertRefused(1, "out: expected a folder that does not exist yet", run, "onnx", "out");
    assertThat(folder.resolve("out/own")).hasContent("own");
  }

  @Test
  void outInTheRun_isOne() {
    RunDirectory run = run(Runs.config());

    assertRefused(1, "expected a folder outside of the run", run, "npz", "run/inside");
  }

  @Test
  void outUnderAFile_isOne() throws IOException {
    RunDirectory run = run(Runs.config());
    Files.writeString(folder.resolve("file"), "own");

    assertRefused(1, "file/out: expected a place that can be written", run, "onnx", "file/out");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run --format onxn --out x | expected onnx, samediff or npz, received onxn. Did you mean onnx?",
        "run --format onnx | Missing required option: '--out=DIR'",
        "--format onnx --out x | Missing required parameter: 'RUN'"
      })
  void wrongUsage_isTwo(String arguments, String message) {
    FfCall ff = FfCall.of(("export " + arguments).split(" ", -1));

    assertThat(ff.exitCode()).isEqualTo(2);
    assertThat(ff.err()).contains(message);
  }

  private RunDirectory run(RunConfig config) {
    return ExportRun.of(folder.resolve("run"), config, Runs.data(), Runs.data()).run();
  }

  private void assertRefused(
      int exitCode, String message, RunDirectory run, String format, String to) {
    FfCall ff = export(run, format, to);

    assertThat(ff.exitCode()).isEqualTo(exitCode);
    assertThat(ff.err()).startsWith("ff: ").contains(message).doesNotContain("\tat ");
    assertThat(ff.out()).isEmpty();
    assertThat(folder).isDirectoryNotContaining("glob:**.partial");
    assertThat(folder.resolve(to).resolve("model.json").toFile().exists()).isFalse();
    assertThat(folder.resolve(to).resolve("scores.onnx").toFile().exists()).isFalse();
  }

  private FfCall export(RunDirectory run, String format, String to) {
    return FfCall.of(
        "export", run.toString(), "--format", format, "--out", folder.resolve(to).toString());
  }
}
