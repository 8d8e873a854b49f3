package io.ffsamediff.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.ImageShape;
import io.ffsamediff.eval.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code manifest.json}, {@code evaluation.json}, {@code insights.json} and {@code
 * figures/examples.json}.
 */
class RunJsonFilesTest {

  @TempDir Path folder;
  private RunDirectory run;

  @BeforeEach
  void create() {
    run = RunFixture.create(folder);
  }

  @Test
  void manifest_written_isReadBackEqual() throws IOException {
    RunManifest manifest =
        RunFixture.manifest()
            .resumed(
                new RunManifest.Resume(
                    RunFixture.START.plusSeconds(9), 4, List.of("training.epochs=6")),
                RunFixture.manifest().versions(),
                RunFixture.manifest().device(),
                "beef".repeat(16))
            .ended(Instant.parse("2026-11-23T14:00:00Z"), RunStatus.FINISHED);

    manifest.write(run);

    assertThat(RunManifest.read(run)).isEqualTo(manifest);
    assertThat(Files.readString(run.manifest()))
        .contains("\"status\" : \"finished\"")
        .contains("\"end\" : \"2026-11-23T14:00:00Z\"")
        .contains("\"training.epochs=6\"", "beef".repeat(16));
  }

  @Test
  void manifest_resumeOfAnEarlierVersion_hasNoChanges() throws IOException {
    RunManifest manifest = RunFixture.manifest();
    manifest
        .resumed(
            new RunManifest.Resume(RunFixture.START, 4, List.of()),
            manifest.versions(),
            manifest.device(),
            manifest.configHash())
        .write(run);
    String json = Files.readString(run.manifest());
    assertThat(json).contains("\"changes\" : [ ]");
    Files.writeString(run.manifest(), json.replaceAll(",\\s*\"changes\" : \\[ ]", ""));

    assertThat(RunManifest.read(run).resumes())
        .containsExactly(new RunManifest.Resume(RunFixture.START, 4, List.of()));
  }

  @Test
  void manifest_running_hasNoEnd() throws IOException {
    RunFixture.manifest().write(run);

    assertThat(Files.readString(run.manifest())).doesNotContain("\"end\"").doesNotContain("null");
    assertThat(RunManifest.read(run).status()).isEqualTo(RunStatus.RUNNING);
  }

  @Test
  void manifest_missing_saysSo() {
    assertThatThrownBy(() -> RunManifest.read(run))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining("manifest.json: expected a file of the run, received none");
  }

  @Test
  void manifest_truncatedAnywhere_isDamaged() throws IOException {
    RunFixture.manifest().write(run);
    String json = Files.readString(run.manifest()).stripTrailing();
    for (int length = 0; length < json.length(); length++) {
      Files.writeString(run.manifest(), json.substring(0, length));
      assertThatThrownBy(() -> RunManifest.read(run)).isInstanceOf(RunFormatException.class);
    }
  }

  @Test
  void manifest_withoutSeed_isDamaged() throws IOException {
    RunFixture.manifest().write(run);
    replace(run.manifest(), "\"seed\" : 7,", "");

    assertThatThrownBy(() -> RunManifest.read(run))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining("manifest.json: expected the JSON that ff wrote, received");
  }

  @Test
  void manifest_withoutDevice_isDamaged() throws IOException {
    RunFixture.manifest().write(run);
    replace(run.manifest(), "\"device\" :", "\"other\" :");

    assertThatThrownBy(() -> RunManifest.read(run))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining("device");
  }

  @Test
  void evaluation_one_writesExactlyTheFieldsOfTheContract() {
    Evaluation evaluation = RunFixture.evaluation();

    assertThat(EvaluationFile.json(List.of(evaluation)).replaceAll("\\s", ""))
        .startsWith(
            "{\"data\":\"mnist\",\"split\":\"test\",\"predictor\":\"goodness\","
                + "\"examples\":10000,\"errors\":199,\"accuracy\":0.9801,"
                + "\"perLayer\":[0.9412,0.9687],\"confusion\":[[986,5,")
        .endsWith("969]]}");
  }

  @Test
  void evaluation_several_repeatsAllUnderPredictors() {
    List<Evaluation> both = List.of(RunFixture.headEvaluation(), RunFixture.evaluation());

    assertThat(EvaluationFile.json(both).replaceAll("\\s", ""))
        .startsWith(
            "{\"data\":\"mnist\",\"split\":\"test\",\"predictor\":\"head\",\"examples\":10000,")
        .contains("\"perLayer\":[],")
        .containsSubsequence(
            "\"predictors\":[{\"data\":\"mnist\"",
            "\"predictor\":\"head\"",
            "\"predictor\":\"goodness\"");
  }

  @Test
  void evaluation_several_areReadBackWithTheDefaultOnce() {
    List<Evaluation> both = List.of(RunFixture.headEvaluation(), RunFixture.evaluation());
    assertThat(EvaluationFile.readAll(run)).isEmpty();

    EvaluationFile.write(run, both);

    assertThat(EvaluationFile.readAll(run)).usingRecursiveComparison().isEqualTo(both);
    assertThat(EvaluationFile.read(run).orElseThrow().predictor()).isEqualTo("head");
  }

  @Test
  void evaluation_nullPredictor_isDamaged() throws IOException {
    EvaluationFile.write(run, List.of(RunFixture.evaluation()));
    replace(run.evaluation(), "\"perLayer\"", "\"predictors\" : [ null ], \"perLayer\"");

    assertThatThrownBy(() -> EvaluationFile.readAll(run))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining("evaluation.json: expected the JSON that ff wrote");
  }

  @Test
  void evaluation_written_isReadBack() {
    assertThat(EvaluationFile.read(run)).isEmpty();

    EvaluationFile.write(run, List.of(RunFixture.evaluation()));

    assertThat(EvaluationFile.read(run).orElseThrow())
        .usingRecursiveComparison()
        .isEqualTo(RunFixture.evaluation());
  }

  @Test
  void evaluation_raggedConfusion_isDamaged() throws IOException {
    EvaluationFile.write(run, List.of(RunFixture.evaluation()));
    replace(run.evaluation(), "[ 986, ", "[ ");

    assertThatThrownBy(() -> EvaluationFile.read(run))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining("evaluation.json: expected the JSON that ff wrote")
        .hasMessageContaining("confusion is not a square of counts");
  }

  @Test
  void evaluation_null_isDamaged() throws IOException {
    Files.writeString(run.evaluation(), "null");

    assertThatThrownBy(() -> EvaluationFile.read(run))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining("evaluation.json: expected a JSON object, received null");
  }

  @Test
  void examples_picked_areDifferentOnesOfTheData() {
    Dataset data =
        new Dataset(
            "tiny",
            Dataset.Split.TRAIN,
            1,
            1,
            5,
            new byte[] {10, 11, 12, 13, 14},
            new byte[] {0, 1, 2, 3, 4},
            List.of());

    ExampleImages images = ExampleImages.pick(data, 4, 1);

    assertThat(images.examples()).extracting(ExampleImages.Example::label).doesNotHaveDuplicates();
    assertThat(images.examples())
        .hasSize(4)
        .allSatisfy(e -> assertThat(e.pixels()).containsExactly((byte) (10 + e.label())));
    assertThat(ExampleImages.pick(data, 9, 1).examples()).hasSize(5);
  }

  @Test
  void examples_written_areReadBack() {
    assertThat(ExampleImages.read(run)).isEmpty();

    RunFixture.examples().write(run);

    assertThat(ExampleImages.read(run).orElseThrow())
        .usingRecursiveComparison()
        .isEqualTo(RunFixture.examples());
  }

  @Test
  void examples_inColour_haveAllPlanes() {
    byte[] pixels = {1, 2, 3, 4, 5, 6};
    Dataset data =
        new Dataset(
            "tiny",
            Dataset.Split.TRAIN,
            new ImageShape(3, 1, 2),
            2,
            pixels,
            new byte[] {1},
            List.of());

    ExampleImages.pick(data, 1, 1).write(run);

    ExampleImages read = ExampleImages.read(run).orElseThrow();
    assertThat(read.shape()).isEqualTo(new ImageShape(3, 1, 2));
    assertThat(read.examples().get(0).pixels()).isEqualTo(pixels);
  }

  @Test
  void examples_ofWrongSize_areDamaged() throws IOException {
    RunFixture.examples().write(run);
    replace(run.figures().resolve("examples.json"), "\"height\" : 2", "\"height\" : 3");

    assertThatThrownBy(() -> ExampleImages.read(run))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining("an image of 4 pixels is not 3 x 2");
  }

  @Test
  void insights_written_areReadBackEqual() throws IOException {
    InsightsFile.write(run, RunFixture.insights());

    assertThat(InsightsFile.read(run))
        .get()
        .usingRecursiveComparison()
        .isEqualTo(RunFixture.insights());
    assertThat(Files.readString(run.insights()))
        .contains("\"right\" : [ 10, 40, 800, 9150 ]", "\"pixels\" : \"AP9ABw==\"");
  }

  @Test
  void insights_ofARunWithout_areAbsent() {
    assertThat(InsightsFile.read(run)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "height" : 2   | "height" : 3   | an image of 4 pixels is not 3 x 2
          "AP9ABw=="     | null           | pictures and their size are not both there
          [ 10, 40,      | [ 10, -40,     | these are no histograms of goodness in a layer
          [ 10, 40,      | [ 40,          | these are no histograms of goodness in a layer
          "high" : 4.0   | "high" : "NaN" | these are no histograms of goodness in a layer
          "predicted" : 9 | "predicted" : 4 | example 247 is no mistake
          "examples" : 10000 | "of" : 1   | Missing required creator property 'examples'
          """)
  void insights_damaged_areRefused(String old, String replacement, String reason)
      throws IOException {
    InsightsFile.write(run, RunFixture.insights());
    replace(run.insights(), old, replacement);

    assertThatThrownBy(() -> InsightsFile.read(run))
        .isInstanceOf(RunFormatException.class)
        .hasMessageStartingWith(run.insights() + ": expected the JSON that ff wrote, received '")
        .hasMessageContaining(reason);
  }

  @Test
  void config_thatIsNoObject_isDamaged() throws IOException {
    Files.writeString(run.config(), "[]");

    assertThatThrownBy(() -> RunConfigFile.read(run))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining("config.json: expected a JSON object, received ARRAY");
  }

  private static void replace(Path file, String old, String replacement) throws IOException {
    String json = Files.readString(file);
    assertThat(json).contains(old);
    Files.writeString(file, json.replace(old, replacement));
  }
}
