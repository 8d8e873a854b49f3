package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.data.PictureFiles;
import io.ffsamediff.run.EvaluationFile;
import io.ffsamediff.run.RunDirectory;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A table as a user meets it; training it in a process of its own. */
class TableProcessTest {

  @TempDir Path folder;

  @BeforeEach
  void write() throws Exception {
    TinyTable.write(folder);
  }

  @Test
  void train_ofTable_learnsItAndIsEvaluatedByTheTestFileAlone() throws Exception {
    FfProcess train =
        FfProcess.run(folder, "train", "tiny.json", "--data-dir", "data", "--out", "run");

    assertThat(train.exitCode()).as(train.err()).isZero();
    RunDirectory run = RunDirectory.open(folder.resolve("run"));
    assertThat(EvaluationFile.read(run).orElseThrow().accuracy()).isGreaterThan(0.9);
    assertThat(Files.readString(run.model().resolve("model.json")))
        .contains("\"columns\" : [ \"large\", \"small\", \"noise\", \"same\" ]")
        .contains("\"means\" : [ 5", "\"deviations\" : [ ");
    assertThat(run.figures().resolve("examples.json")).doesNotExist();
    assertThat(run.report()).isRegularFile();

    Files.delete(folder.resolve("data/table/train.csv"));
    assertThat(FfCall.evaluate(folder, "run", "--json").worked().out())
        .isEqualTo(Files.readString(run.evaluation()));
    FfCall.of("report", run.toString()).worked();
    FfCall.of("predict", run.toString(), "data/table/test.csv", "--as", "digit")
        .refused(ExitCodes.USAGE, "--as: expected a run on images, received ");
    BufferedImage picture = PictureFiles.filled(BufferedImage.TYPE_INT_RGB, 4, 4, 0);
    Path png = Files.write(folder.resolve("p.png"), PictureFiles.encoded(picture, "png"));
    FfCall.of("predict", run.toString(), png.toString())
        .refused(ExitCodes.DATA, "expected a CSV file for a run on a table, received a picture");
    assertPredictsAsEvaluated(run);
  }

  /** The column of the labels is not among the inputs, and is left out. */
  private void assertPredictsAsEvaluated(RunDirectory run) throws Exception {
    Path test = folder.resolve("data/table/test.csv");
    FfCall predict = FfCall.of("predict", run.toString(), test.toString(), "--json").worked();
    JsonNode examples = JsonMapper.shared().readTree(predict.out()).path("examples");
    List<String> lines = Files.readAllLines(test);
    int errors = 0;
    for (int i = 0; i < examples.size(); i++) {
      String predicted = examples.path(i).path("className").stringValue();
      errors += lines.get(i + 1).endsWith("," + predicted) ? 0 : 1;
    }
    assertThat(examples.size()).isEqualTo(lines.size() - 1);
    assertThat(errors).isEqualTo(EvaluationFile.read(run).orElseThrow().errors());
  }

  /** Otherwise the scales of the columns decide, and the model says nothing of them. */
  @Test
  void train_withoutScaling_keepsTheNumbersAsTheyAre() throws Exception {
    FfCall.train(folder, "run", "--set", "data.scaling=none").worked();

    RunDirectory run = RunDirectory.open(folder.resolve("run"));
    assertThat(EvaluationFile.read(run).orElseThrow().accuracy()).isLessThan(0.8);
    assertThat(Files.readString(run.model().resolve("model.json"))).doesNotContain("\"means\"");
    assertThat(FfCall.evaluate(folder, "run", "--json").worked().out())
        .isEqualTo(Files.readString(run.evaluation()));
  }

  @Test
  void resume_ofTable_endsAsIfItHadNotBeenInterrupted() throws Exception {
    FfCall.train(folder, "whole").worked();
    FfCall.train(folder, "half", "--set", "training.epochs=17").worked();

    FfCall.resume(folder, "half", "--set", "training.epochs=40").worked();

    for (String layer : List.of("layer-1.fb", "layer-2.fb")) {
      assertThat(folder.resolve("half/model").resolve(layer))
          .hasSameBinaryContentAs(folder.resolve("whole/model").resolve(layer));
    }
    Files.writeString(
        folder.resolve("data/table/train.csv"),
        Files.readString(folder.resolve("data/table/train.csv")) + "more,1,2,3,4,low\n");
    FfCall altered = FfCall.resume(folder, "half", "--set", "training.epochs=41");
    assertThat(altered.exitCode()).isEqualTo(4);
    assertThat(altered.err()).contains("expected the file that the run was started on");
  }

  @Test
  void evaluate_ofDataOfAnotherForm_isFour() throws Exception {
    FfCall.train(folder, "run", "--set", "training.epochs=1").worked();
    Path test = folder.resolve("data/table/test.csv");
    String csv = Files.readString(test);

    Files.writeString(test, csv.replace("large,small", "small,large"));
    assertUnfit("table: expected the column \"large\" as input 1, received \"small\".");
    Files.writeString(test, csv.replaceAll("(?m)^([^,]*,[^,]*,[^,]*,)[^,]*,", "$1"));
    assertUnfit(
        "table: expected a table of 4 inputs in 3 classes, received a table of 3 inputs in 3 classes.");
    TinyRun.write(folder);
    assertUnfit(
        "tiny: expected a table of 4 inputs in 3 classes, received images of 4 x 4 in 2 classes.",
        "--data",
        "tiny");
  }

  private void assertUnfit(String message, String... more) {
    FfCall evaluate = FfCall.evaluate(folder, "run", more);
    assertThat(evaluate.exitCode()).as(evaluate.err()).isEqualTo(4);
    assertThat(evaluate.err())
        .contains("ff: " + message)
        .contains(" Choose a data set of the form that the run was trained on.");
  }
}
