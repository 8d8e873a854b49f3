package io.ffsamediff.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ffsamediff.Fuzz;
import io.ffsamediff.run.EvaluationFile;
import io.ffsamediff.run.InsightsFile;
import io.ffsamediff.run.MetricsLog;
import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.RunFixture;
import io.ffsamediff.run.RunFormatException;
import io.ffsamediff.run.RunStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run folder whose files have any bytes: what can be read can also be reported. */
class ReportFuzzTest {

  @TempDir static Path folder;
  private static List<Path> files = List.of();

  @BeforeAll
  static void create() {
    files = files(RunFixture.create(folder));
  }

  /** In the order in which they stand in an input, with a zero byte between two of them. */
  private static List<Path> files(RunDirectory run) {
    return List.of(
        run.config(),
        run.manifest(),
        run.metrics(),
        run.evaluation(),
        run.insights(),
        run.figures().resolve("examples.json"));
  }

  @FuzzTest
  void report_anyFiles_areReportedOrRefused(byte[] bytes) throws IOException {
    isReported(bytes);
  }

  @Test
  void seeds_ofTheTarget_areReadAndUpToDate() throws IOException {
    byte[] seed = seed();
    assertThat(isReported(seed)).isTrue();
    Fuzz.checkSeeds(getClass(), "report_anyFiles_areReportedOrRefused", Map.of("run", seed));
  }

  private static boolean isReported(byte[] bytes) throws IOException {
    int start = 0;
    for (Path file : files) {
      int end = start;
      while (end < bytes.length && bytes[end] != 0) {
        end++;
      }
      Files.write(file, Arrays.copyOfRange(bytes, start, end));
      start = Math.min(end + 1, bytes.length);
    }
    RunDirectory run = RunDirectory.open(files.get(0).resolveSibling(""));
    return Fuzz.isRead(
        () ->
            assertThat(new ReportModel(RunContents.read(run)).variables())
                .containsKeys("summary", "chartData", "confusion", "provenance"),
        RunFormatException.class);
  }

  private static byte[] seed() throws IOException {
    RunDirectory run = RunFixture.create(folder.resolve("seed"));
    RunFixture.manifest().ended(RunFixture.START, RunStatus.FINISHED).write(run);
    try (MetricsLog log = MetricsLog.open(run, 0)) {
      for (int epoch = 1; epoch <= 5; epoch++) {
        log.append(RunFixture.epoch(epoch, 30));
      }
    }
    EvaluationFile.write(run, List.of(RunFixture.evaluation(), RunFixture.headEvaluation()));
    InsightsFile.write(run, RunFixture.insights());
    RunFixture.examples().write(run);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Path file : files(run)) {
      all.write(Files.readAllBytes(file));
      all.write(0);
    }
    return all.toByteArray();
  }
}
