package io.ffsamediff.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ffsamediff.Fuzz;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a run folder of any bytes. */
class RunFilesFuzzTest {

  @TempDir static Path folder;
  private static RunDirectory run = new RunDirectory(Path.of("none"));

  @BeforeAll
  static void create() {
    run = RunFixture.create(folder);
  }

  @FuzzTest
  void metrics_anyBytes_areReadOrRefused(byte[] bytes) throws IOException {
    isMetrics(bytes);
  }

  @FuzzTest
  void manifest_anyBytes_isReadOrRefused(byte[] bytes) throws IOException {
    isManifest(bytes);
  }

  @FuzzTest
  void evaluation_anyBytes_isReadOrRefused(byte[] bytes) throws IOException {
    isEvaluation(bytes);
  }

  @FuzzTest
  void insights_anyBytes_areReadOrRefused(byte[] bytes) throws IOException {
    isInsights(bytes);
  }

  @Test
  void seeds_ofAllTargets_areReadAndUpToDate() throws IOException {
    byte[] metrics = metrics();
    assertThat(isMetrics(metrics)).isTrue();
    byte[] manifest = manifest();
    assertThat(isManifest(manifest)).isTrue();
    byte[] evaluation = evaluation();
    assertThat(isEvaluation(evaluation)).isTrue();
    byte[] insights = insights();
    assertThat(isInsights(insights)).isTrue();
    Fuzz.checkSeeds(
        getClass(), "metrics_anyBytes_areReadOrRefused", Map.of("metrics.jsonl", metrics));
    Fuzz.checkSeeds(
        getClass(), "manifest_anyBytes_isReadOrRefused", Map.of("manifest.json", manifest));
    Fuzz.checkSeeds(
        getClass(), "evaluation_anyBytes_isReadOrRefused", Map.of("evaluation.json", evaluation));
    Fuzz.checkSeeds(
        getClass(), "insights_anyBytes_areReadOrRefused", Map.of("insights.json", insights));
  }

  private static boolean isMetrics(byte[] bytes) throws IOException {
    Files.write(run.metrics(), bytes);
    return Fuzz.isRead(
        () -> {
          List<EpochMetrics> epochs = MetricsLog.read(run);
          for (int i = 1; i < epochs.size(); i++) {
            assertThat(epochs.get(i).epoch()).isGreaterThan(epochs.get(i - 1).epoch());
          }
        },
        RunFormatException.class);
  }

  private static boolean isManifest(byte[] bytes) throws IOException {
    Files.write(run.manifest(), bytes);
    return Fuzz.isRead(
        () -> assertThat(RunManifest.read(run).toString()).isNotEmpty(), RunFormatException.class);
  }

  private static boolean isEvaluation(byte[] bytes) throws IOException {
    Files.write(run.evaluation(), bytes);
    return Fuzz.isRead(
        () -> assertThat(EvaluationFile.readAll(run)).isNotEmpty(), RunFormatException.class);
  }

  private static boolean isInsights(byte[] bytes) throws IOException {
    Files.write(run.insights(), bytes);
    return Fuzz.isRead(
        () -> assertThat(InsightsFile.read(run)).isPresent(), RunFormatException.class);
  }

  private static byte[] insights() throws IOException {
    InsightsFile.write(run, RunFixture.insights());
    return Files.readAllBytes(run.insights());
  }

  private static byte[] metrics() {
    StringBuilder lines = new StringBuilder();
    for (int epoch = 1; epoch <= 5; epoch++) {
      lines.append(RunJson.LINE.writeValueAsString(RunFixture.epoch(epoch, 30))).append('\n');
    }
    return lines.append("{\"epoch\":6,\"lo").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] manifest() throws IOException {
    RunManifest manifest = RunFixture.manifest();
    Instant later = RunFixture.START.plusSeconds(9);
    manifest
        .resumed(
            new RunManifest.Resume(later, 4, List.of("training.epochs=6")),
            manifest.versions(),
            manifest.device(),
            "beef".repeat(16))
        .ended(later, RunStatus.FINISHED)
        .write(run);
    return Files.readAllBytes(run.manifest());
  }

  private static byte[] evaluation() {
    return EvaluationFile.json(List.of(RunFixture.headEvaluation(), RunFixture.evaluation()))
        .getBytes(StandardCharsets.UTF_8);
  }
}
