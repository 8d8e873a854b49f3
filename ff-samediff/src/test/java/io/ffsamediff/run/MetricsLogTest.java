package io.ffsamediff.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ffsamediff.exec.StageTimes;
import io.ffsamediff.run.EpochMetrics.LayerMetrics;
import io.ffsamediff.train.EpochEvent;
import io.ffsamediff.train.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsLogTest {

  @TempDir Path folder;
  private RunDirectory run;

  @BeforeEach
  void create() {
    run = RunFixture.create(folder);
  }

  @Test
  void append_evaluatedEpoch_writesExactlyTheFieldsOfTheContract() {
    LayerMetrics layer = new LayerMetrics(1, 0.7, 1.5, 1.25);
    EpochMetrics epoch =
        new EpochMetrics(1, 0.7247, 0.7247, 0.03, 34.1, List.of(layer), 0.25, 70, 20, 30);
    try (MetricsLog log = MetricsLog.open(run, 0)) {
      log.append(epoch);
    }
    assertThat(run.metrics())
        .hasContent(
            "{\"epoch\":1,\"loss\":0.7247,\"runningLoss\":0.7247,\"learningRate\":0.03,"
                + "\"seconds\":34.1,\"layers\":[{\"layer\":1,\"loss\":0.7,"
                + "\"goodnessPositive\":1.5,\"goodnessNegative\":1.25}],"
                + "\"headLoss\":0.25,"
                + "\"trainErrors\":70,\"testErrors\":20,\"validationErrors\":30}\n");
    assertThat(MetricsLog.read(run)).containsExactly(epoch);
  }

  @Test
  void append_epochOnACluster_tellsWhereTheTimeWent() {
    StageTimes spent = new StageTimes(4, 2, 1, 0.5);
    EpochMetrics epoch =
        new EpochMetrics(1, 0.5, 0.5, 0.1, 8, List.of(), null, spent, null, null, null);
    try (MetricsLog log = MetricsLog.open(run, 0)) {
      log.append(epoch);
    }
    assertThat(run.metrics())
        .content()
        .contains(
            "\"stages\":{\"compute\":4.0,\"reduce\":2.0,\"broadcast\":1.0,\"optimizer\":0.5}");
    assertThat(MetricsLog.read(run)).containsExactly(epoch);
  }

  @Test
  void append_epochThatWasNotEvaluated_hasNoErrors() throws IOException {
    write(1);

    assertThat(Files.readString(run.metrics())).doesNotContain("Errors", "headLoss");
    assertThat(MetricsLog.read(run)).containsExactly(RunFixture.epoch(1, 30));
  }

  @Test
  @SuppressWarnings("NullAway") // the annotation of a nested type is lost in class files of JDK 17
  void of_epochWithHeadAndValidation_hasBoth() {
    Validation.Errors errors = new Validation.Errors(70, 20, 30);
    EpochMetrics epoch =
        EpochMetrics.of(new EpochEvent(1, 9, 0.5, 0.5, 0.1, 2, List.of(), 0.25, errors));

    assertThat(epoch).isEqualTo(new EpochMetrics(1, 0.5, 0.5, 0.1, 2, List.of(), 0.25, 70, 20, 30));
  }

  @Test
  void read_lineOfAnOlderVersion_hasNeitherHeadNorValidation() throws IOException {
    Files.writeString(
        run.metrics(),
        "{\"epoch\":1,\"loss\":0.5,\"runningLoss\":0.5,\"learningRate\":0.1,\"seconds\":2,"
            + "\"layers\":[],\"trainErrors\":70,\"testErrors\":20}\n");

    assertThat(MetricsLog.read(run))
        .containsExactly(new EpochMetrics(1, 0.5, 0.5, 0.1, 2, List.of(), null, 70, 20, null));
  }

  @Test
  void append_isSeenBeforeTheLogIsClosed() {
    try (MetricsLog log = MetricsLog.open(run, 0)) {
      log.append(RunFixture.epoch(1, 30));
      assertThat(MetricsLog.read(run)).hasSize(1);
    }
  }

  @Test
  void append_lossThatIsNoNumber_isReadBack() {
    EpochMetrics epoch =
        new EpochMetrics(1, Double.NaN, 1, 1, 1, List.of(), null, null, null, null);
    try (MetricsLog log = MetricsLog.open(run, 0)) {
      log.append(epoch);
    }
    assertThat(MetricsLog.read(run)).containsExactly(epoch);
  }

  @Test
  void open_resumedRun_dropsTheEpochsThatAreTrainedAgain() {
    write(5);

    try (MetricsLog log = MetricsLog.open(run, 3)) {
      log.append(RunFixture.epoch(4, 30));
    }
    assertThat(MetricsLog.read(run)).extracting(EpochMetrics::epoch).containsExactly(1, 2, 3, 4);
  }

  @Test
  void open_afterATornLine_writesTheNextOnALineOfItsOwn() throws IOException {
    write(2);
    Files.writeString(run.metrics(), "{\"epoch\":3,\"lo", StandardOpenOption.APPEND);

    try (MetricsLog log = MetricsLog.open(run, 2)) {
      log.append(RunFixture.epoch(3, 30));
    }
    assertThat(MetricsLog.read(run)).extracting(EpochMetrics::epoch).containsExactly(1, 2, 3);
  }

  @Test
  void read_tornLastLine_leavesItOut() throws IOException {
    write(2);
    Files.writeString(run.metrics(), "{\"epoch\":3,\"lo", StandardOpenOption.APPEND);

    assertThat(MetricsLog.read(run)).hasSize(2);
  }

  @Test
  void read_noLog_isEmpty() {
    assertThat(MetricsLog.read(run)).isEmpty();
  }

  @Test
  void read_damagedLine_namesIt() throws IOException {
    write(1);
    Files.writeString(run.metrics(), "nonsense\n", StandardOpenOption.APPEND);

    assertThatThrownBy(() -> MetricsLog.read(run))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining("metrics.jsonl, line 2: expected the JSON that ff wrote, received");
  }

  @Test
  void read_lineWithoutLoss_isDamaged() throws IOException {
    Files.writeString(run.metrics(), "{\"epoch\":1,\"layers\":[]}\n");

    assertThatThrownBy(() -> MetricsLog.read(run))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining("line 1: expected the JSON that ff wrote");
  }

  @Test
  void read_nullLine_isDamaged() throws IOException {
    Files.writeString(run.metrics(), "null\n");

    assertThatThrownBy(() -> MetricsLog.read(run))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining("line 1: expected a JSON object, received null");
  }

  @Test
  void read_repeatedEpoch_isDamaged() throws IOException {
    write(2);
    Files.write(run.metrics(), Files.readAllBytes(run.metrics()), StandardOpenOption.APPEND);

    assertThatThrownBy(() -> MetricsLog.read(run))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining("line 3: expected an epoch after 2, received 1");
  }

  private void write(int epochs) {
    try (MetricsLog log = MetricsLog.open(run, 0)) {
      for (int epoch = 1; epoch <= epochs; epoch++) {
        log.append(RunFixture.epoch(epoch, 30));
      }
    }
  }
}
