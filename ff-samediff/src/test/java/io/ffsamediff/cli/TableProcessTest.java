package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.run.EvaluationFile;
import io.ffsamediff.run.RunDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A table as a user meets it, in processes of their own. */
class TableProcessTest {

  @TempDir Path folder;

  @BeforeEach
  void write() throws Exception {
    TinyTable.write(folder);
  }

  @Test
  void train_ofTable_learnsItAndIsEvaluatedByTheTestFileAlone() throws Exception {
    FfProcess train = ff("train", "tiny.json", "--out", "run");

    assertThat(train.exitCode()).as(train.err()).isZero();
    RunDirectory run = RunDirectory.open(folder.resolve("run"));
    assertThat(EvaluationFile.read(run).orElseThrow().accuracy()).isGreaterThan(0.9);
    assertThat(Files.readString(run.model().resolve("model.json")))
        .contains("\"columns\" : [ \"large\", \"small\", \"noise\", \"same\" ]")
        .contains("\"means\" : [ 5", "\"deviations\" : [ ");
    assertThat(run.figures().resolve("examples.json")).doesNotExist();
    assertThat(run.report()).isRegularFile();

    Files.delete(folder.resolve("data/table/train.csv"));
    FfProcess evaluate = ff("evaluate", "run", "--json");
    assertThat(evaluate.exitCode()).as(evaluate.err()).isZero();
    assertThat(evaluate.out()).isEqualTo(Files.readString(run.evaluation()));
    FfProcess report = FfProcess.run(folder, "report", "run");
    assertThat(report.exitCode()).as(report.err()).isZero();
    assertPredictsAsEvaluated(run);
  }

  /** The column of the labels is not among the inputs, and is left out. */
  private void assertPredictsAsEvaluated(RunDirectory run) throws Exception {
    Path test = folder.resolve("data/table/test.csv");
    FfProcess predict = FfProcess.run(folder, "predict", "run", test.toString(), "--json");
    assertThat(predict.exitCode()).as(predict.err()).isZero();
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
    FfProcess train = ff("train", "tiny.json", "--out", "run", "--set", "data.scaling=none");

    assertThat(train.exitCode()).as(train.err()).isZero();
    RunDirectory run = RunDirectory.open(folder.resolve("run"));
    assertThat(EvaluationFile.read(run).orElseThrow().accuracy()).isLessThan(0.8);
    assertThat(Files.readString(run.model().resolve("model.json"))).doesNotContain("\"means\"");
    FfProcess evaluate = ff("evaluate", "run", "--json");
    assertThat(evaluate.out()).as(evaluate.err()).isEqualTo(Files.readString(run.evaluation()));
  }

  @Test
  void resume_ofTable_endsAsIfItHadNotBeenInterrupted() throws Exception {
    assertThat(ff("train", "tiny.json", "--out", "whole").exitCode()).isZero();
    FfProcess half = ff("train", "tiny.json", "--out", "half", "--set", "training.epochs=17");
    assertThat(half.exitCode()).as(half.err()).isZero();

    FfProcess resumed = ff("train", "--resume", "half", "--set", "training.epochs=40");

    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    for (String layer : List.of("layer-1.fb", "layer-2.fb")) {
      assertThat(folder.resolve("half/model").resolve(layer))
          .hasSameBinaryContentAs(folder.resolve("whole/model").resolve(layer));
    }
    Files.writeString(
        folder.resolve("data/table/train.csv"),
        Files.readString(folder.resolve("data/table/train.csv")) + "more,1,2,3,4,low\n");
    FfProcess altered = ff("train", "--resume", "half", "--set", "training.epochs=41");
    assertThat(altered.exitCode()).isEqualTo(4);
    assertThat(altered.err()).contains("expected the file that the run was started on");
  }

  @Test
  void evaluate_ofDataOfAnotherForm_isFour() throws Exception {
    assertThat(ff("train", "tiny.json", "--out", "run").exitCode()).isZero();
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

  private void assertUnfit(String message, String... more) throws Exception {
    FfProcess evaluate = ff("evaluate", "run", more);
    assertThat(evaluate.exitCode()).as(evaluate.err()).isEqualTo(4);
    assertThat(evaluate.err())
        .contains("ff: " + message)
        .contains(" Choose a data set of the form that the run was trained on.");
  }

  private FfProcess ff(String command, String argument, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(command, argument));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("--data-dir", "data"));
    return FfProcess.run(folder, arguments.toArray(String[]::new));
  }
}
