package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.eval.Evaluation;
import io.ffsamediff.run.EvaluationFile;
import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.RunFixture;
import io.ffsamediff.run.RunStatus;
import io.ffsamediff.run.TrainingRun;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TrainingOutcomeTest {

  private static final List<Evaluation> BOTH =
      List.of(RunFixture.evaluation(), RunFixture.headEvaluation());

  @TempDir Path folder;

  @Test
  void print_severalPredictors_addsALineForEachButTheDefault() {
    String head =
        "head        %.2f %% (%d of 10000) wrong"
            .formatted(BOTH.get(1).errors() / 100.0, BOTH.get(1).errors());

    assertThat(print(BOTH, false).lines())
        .startsWith(
            "test error  1.99 % (199 of 10000)",
            "accuracy    98.01 %",
            "  layer 1   94.12 % accuracy alone",
            "  layer 2   96.87 % accuracy alone",
            head)
        .hasSize(7);
  }

  @Test
  void print_defaultThatKnowsNoLayers_hasNoLinesOfLayers() {
    assertThat(print(List.of(RunFixture.headEvaluation()), false).lines())
        .hasSize(4)
        .noneMatch(line -> line.contains("layer"));
  }

  @Test
  void print_json_hasTheFormOfTheEvaluationFile() {
    JsonMapper json = JsonMapper.builder().build();

    JsonNode printed = json.readTree(print(BOTH, true)).path("evaluation");

    assertThat(printed).isEqualTo(json.readTree(EvaluationFile.json(BOTH)));
    assertThat(printed.path("predictors").path(1).path("predictor").asString()).isEqualTo("head");
  }

  @Test
  void print_interrupted_hasNoEvaluation() {
    assertThat(print(List.of(), true)).doesNotContain("evaluation");
    assertThat(print(List.of(), false)).startsWith("run ");
  }

  @Test
  void exitCode_finished_isZeroWhateverCame() {
    assertThat(exitCode(RunStatus.FINISHED, Optional.of(StopSignal.Kind.INT))).isZero();
    assertThat(exitCode(RunStatus.FINISHED, Optional.empty())).isZero();
  }

  @Test
  void exitCode_interrupted_isThatOfTheSignal() {
    assertThat(exitCode(RunStatus.INTERRUPTED, Optional.of(StopSignal.Kind.TERM))).isEqualTo(143);
    assertThat(exitCode(RunStatus.INTERRUPTED, Optional.of(StopSignal.Kind.HUP))).isEqualTo(129);
  }

  private int exitCode(RunStatus status, Optional<StopSignal.Kind> signal) {
    RunDirectory run = RunFixture.create(folder.resolve(status + "-" + signal));
    return new TrainingOutcome(run, new TrainingRun.Outcome(status, 3, List.of())).exitCode(signal);
  }

  private String print(List<Evaluation> evaluations, boolean json) {
    RunDirectory run = RunFixture.create(folder.resolve(json ? "json" : "text"));
    RunStatus status = evaluations.isEmpty() ? RunStatus.INTERRUPTED : RunStatus.FINISHED;
    StringWriter out = new StringWriter();
    new TrainingOutcome(run, new TrainingRun.Outcome(status, 3, evaluations))
        .print(new PrintWriter(out), json);
    return out.toString();
  }
}
