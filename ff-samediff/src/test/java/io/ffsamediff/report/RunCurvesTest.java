package io.ffsamediff.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ffsamediff.exec.StageTimes;
import io.ffsamediff.report.Curve.Dash;
import io.ffsamediff.run.EpochMetrics;
import io.ffsamediff.run.EpochMetrics.LayerMetrics;
import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.RunFixture;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class RunCurvesTest {

  private static final String LAYERS =
      """
      {"data": {"validationExamples": 1000}, "network": {"layers": [%s]}}
      """;

  @TempDir Path folder;
  private int runs;

  @Test
  void charts_headAndValidation_haveTheirCurves() {
    RunCurves curves = curves("", judged(1, 0.75, null), judged(2, 0.5, 20));

    assertThat(curves.loss().curves()).extracting(Curve::label).containsExactly("head", "running");
    assertThat(curves.loss().curves().get(0).y()).containsExactly(0.75, 0.5);
    assertThat(curves.errors().curves()).extracting(Curve::label).containsExactly("validation");
    assertThat(curves.errors().curves().get(0).x()).containsExactly(2.0);
    assertThat(curves.errors().curves().get(0).y()).containsExactly(2.0);
    assertThat(curves.goodness().hasCurves()).isFalse();
    assertThat(curves.goodness().lines()).isEmpty();
  }

  @Test
  void charts_layersWithoutHead_haveGoodnessOfBothKinds() {
    RunCurves curves = curves("", RunFixture.epoch(1, 2), RunFixture.epoch(2, 2));

    assertThat(curves.goodness().curves())
        .extracting(Curve::mark)
        .containsExactly("1+", "1\u2212", "2+", "2\u2212");
    assertThat(curves.goodness().curves().get(1).dash()).isEqualTo(Dash.DASHED);
    assertThat(curves.loss().curves())
        .extracting(Curve::label)
        .containsExactly("layer 1", "layer 2", "running");
    assertThat(curves.learningRate().curves().get(0).y()).containsExactly(0.003, 0.003);
    assertThat(curves.seconds().curves().get(0).y()).containsExactly(1.25, 1.25);
  }

  @Test
  void goodness_thresholds_areOneLineWhereTheyAreEqual() {
    EpochMetrics epoch = RunFixture.epoch(1, 2);

    assertThat(lines("{\"threshold\": 1.5}, {\"threshold\": 1.5}", epoch))
        .containsExactly("threshold 1.5");
    assertThat(lines("{\"threshold\": \"units\", \"units\": 500}, {\"threshold\": 2}", epoch))
        .containsExactly("threshold 1 500.0", "threshold 2 2.0");
    assertThat(lines("{\"threshold\": 1, \"loss\": {\"type\": \"symba\"}}, {}", epoch)).isEmpty();
  }

  private List<String> lines(String layers, EpochMetrics epoch) {
    return curves(layers, epoch).goodness().lines().stream()
        .map(line -> line.label() + " " + line.value())
        .toList();
  }

  @Test
  void stages_epochsOnAClusterOnly_haveCurves() {
    StageTimes spent = new StageTimes(4, 2, 1, 0.5);
    EpochMetrics there =
        new EpochMetrics(2, 0.5, 0.5, 0.01, 8, List.of(), null, spent, null, null, null);

    assertThat(curves("", judged(1, 0.5, null)).stages().hasCurves()).isFalse();
    assertThat(curves("", judged(1, 0.5, null), there).stages().curves())
        .extracting(Curve::label, curve -> curve.x().get(0), curve -> curve.y().get(0))
        .containsExactly(
            tuple("compute", 2.0, 4.0),
            tuple("reduce", 2.0, 2.0),
            tuple("broadcast", 2.0, 1.0),
            tuple("optimiser", 2.0, 0.5));
  }

  @Test
  void charts_veryManyLayers_drawTheFirst() {
    LayerMetrics layer = new LayerMetrics(1, 0.5, 2, 1);
    EpochMetrics epoch =
        new EpochMetrics(
            1,
            0.5,
            0.5,
            0.01,
            1,
            IntStream.range(0, 100).mapToObj(i -> layer).toList(),
            null,
            null,
            null,
            null);

    assertThat(curves("", epoch).loss().curves()).hasSize(RunCurves.LAYERS + 1);
  }

  private RunCurves curves(String layers, EpochMetrics... epochs) {
    RunDirectory run = RunFixture.create(folder.resolve("run" + runs++));
    return new RunCurves(
        new RunContents(
            run,
            JsonMapper.builder().build().readTree(LAYERS.formatted(layers)),
            RunFixture.manifest(),
            List.of(epochs),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  /** Of a network whose layers have no loss of their own. */
  private static EpochMetrics judged(int number, double headLoss, @Nullable Integer validation) {
    return new EpochMetrics(
        number, headLoss, headLoss, 0.01, 1, List.of(), headLoss, null, null, validation);
  }
}
