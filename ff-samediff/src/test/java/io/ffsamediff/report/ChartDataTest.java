package io.ffsamediff.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.run.EpochMetrics;
import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.RunFixture;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class ChartDataTest {

  @TempDir Path folder;

  @Test
  void of_headAndValidation_hasTheirCurvesWithGaps() {
    ChartData data = charts(epoch(1, 0.75, null), epoch(2, 0.5, 20));

    assertThat(data.headLoss()).containsExactly(0.75, 0.5);
    assertThat(data.validationError()).containsExactly(null, 2.0);
    assertThat(data.hasGoodness()).isFalse();
  }

  @Test
  void of_layersWithoutHead_hasGoodnessAndOnlyGapsForTheHead() {
    ChartData data = charts(RunFixture.epoch(1, 2), RunFixture.epoch(2, 2));

    assertThat(data.hasGoodness()).isTrue();
    assertThat(data.headLoss()).containsOnlyNulls();
    assertThat(data.validationError()).containsOnlyNulls();
  }

  private ChartData charts(EpochMetrics... epochs) {
    RunDirectory run = RunFixture.create(folder);
    String config = "{\"data\": {\"validationExamples\": 1000}}";
    return ChartData.of(
        new RunContents(
            run,
            JsonMapper.builder().build().readTree(config),
            RunFixture.manifest(),
            List.of(epochs),
            List.of(),
            Optional.empty()));
  }

  /** Of a network whose layers have no loss of their own. */
  private static EpochMetrics epoch(int number, double headLoss, @Nullable Integer validation) {
    return new EpochMetrics(
        number, headLoss, headLoss, 0.01, 1, List.of(), headLoss, null, null, validation);
  }
}
