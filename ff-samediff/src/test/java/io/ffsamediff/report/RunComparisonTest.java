package io.ffsamediff.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ffsamediff.eval.Evaluation;
import io.ffsamediff.run.EvaluationFile;
import io.ffsamediff.run.MetricsLog;
import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.RunFixture;
import io.ffsamediff.run.RunFormatException;
import io.ffsamediff.run.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunComparisonTest {

  @TempDir Path folder;

  @Test
  void text_finishedRuns_hasErrorsAndDifferingKeys() {
    String text = compare(run("a", Map.of()), run("b", Map.of("\"units\": 3", "\"units\": 9")));

    assertThat(text.lines().map(RunComparisonTest::words))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("A ")
                    .endsWith("tiny 7 mnist finished 10/30 1.99 % 98.01 % 12.5 s cpu"))
        .contains(
            "key A B",
            "network.layers.0.units 3 9",
            "run name seed data status epochs test error accuracy time device")
        .anyMatch(line -> line.matches("\\d+ other keys are equal\\."));
    assertThat(text).doesNotContain("*", "do not compare");
  }

  @Test
  void text_severalPredictors_hasAColumnForEach() {
    RunDirectory several = run("a", Map.of());
    List<Evaluation> both = List.of(RunFixture.headEvaluation(), RunFixture.evaluation());
    EvaluationFile.write(several, both);

    String text = compare(several, run("b", Map.of()));

    assertThat(words(text.lines().findFirst().orElseThrow()))
        .contains("accuracy head error goodness error time");
    assertThat(text.lines().map(RunComparisonTest::words))
        .anySatisfy(line -> assertThat(line).startsWith("B ").contains("98.01 % – 1.99 %"));
    assertThat(text).contains("The configurations do not differ.");
  }

  @Test
  void text_unfinishedRun_hasItsLastErrorAndSaysSo() {
    RunDirectory stopped = RunFixture.create(folder.resolve("stopped"));
    ReportRuns.metrics(stopped, 7);
    RunFixture.manifest().ended(RunFixture.START, RunStatus.INTERRUPTED).write(stopped);

    String text = compare(run("a", Map.of()), stopped);

    assertThat(text)
        .contains("interrupted    7/30", "%*")
        .contains("B was interrupted after epoch 7 of 30; its error is that of epoch 7.");
  }

  @Test
  void text_runWithoutAnyEpoch_isComparedAllTheSame() {
    RunDirectory begun = RunFixture.create(folder.resolve("begun"));
    RunFixture.manifest().write(begun);

    assertThat(compare(begun, run("a", Map.of())))
        .contains("A is still being trained, or its process was killed after epoch 0 of 30")
        .contains("its errors have not been counted.");
  }

  /** Files are what they contain, not what they are called. */
  @Test
  void text_sameFilesUnderAnotherName_areTheSameData() {
    assertThat(compare(run("a", Map.of()), run("b", Map.of("\"mnist\"", "\"digits\""))))
        .doesNotContain("not of the same");
  }

  @Test
  void text_otherData_isTold() throws IOException {
    RunDirectory other = run("b", Map.of("\"mnist\"", "\"iris\""));
    String manifest = Files.readString(other.manifest());
    String sha256 = RunFixture.manifest().data().get(0).sha256();
    assertThat(manifest).contains(sha256);
    Files.writeString(other.manifest(), manifest.replace(sha256, "f".repeat(64)));

    assertThat(compare(run("a", Map.of()), other))
        .contains(
            "The runs are not of the same data files or number of test examples, so that their errors may not compare: A mnist (10,000), B iris (10,000).");
  }

  @Test
  void text_longValues_areListedKeyByKey() {
    String name = "\"name\": \"" + "n".repeat(50) + "%d\"";
    List<RunDirectory> runs =
        List.of(
            run("a", Map.of("\"name\": \"tiny\"", name.formatted(1))),
            run("b", Map.of("\"name\": \"tiny\"", name.formatted(2))),
            run("c", Map.of("\"name\": \"tiny\"", name.formatted(1))));

    assertThat(RunComparison.of(runs).text())
        .contains("\nname\n  A C " + "n".repeat(50) + "1\n  B " + "n".repeat(50) + "2\n");
  }

  /** Values that differ in what is too long to be shown. */
  @Test
  void differences_behindALongBeginning_areShownAndMarked() {
    String name = "\"name\": \"" + "n".repeat(70) + "%d\"";
    RunComparison comparison =
        RunComparison.of(
            List.of(
                run("a", Map.of("\"name\": \"tiny\"", name.formatted(1))),
                run("b", Map.of("\"name\": \"tiny\"", name.formatted(2)))));

    String end = "\u2026" + "n".repeat(10);
    assertThat(comparison.text().lines().map(RunComparisonTest::words))
        .contains("name %s1 %s2".formatted(end, end));
    assertThat(Jsoup.parse(comparison.html()).select("mark").eachText()).containsExactly(end + "2");
  }

  @Test
  void json_runs_isOneDocument() {
    RunComparison comparison =
        RunComparison.of(
            List.of(run("a", Map.of()), run("b", Map.of("\"seed\": 7", "\"seed\": 8"))));

    JsonNode json = JsonMapper.builder().build().readTree(comparison.json());

    assertThat(json.path("runs")).hasSize(2);
    assertThat(json.path("runs").path(0).path("testErrors").asInt()).isEqualTo(199);
    assertThat(json.path("runs").path(0).path("predictors").path(0).path("predictor").asString())
        .isEqualTo("goodness");
    assertThat(json.path("sameData").asBoolean()).isTrue();
    assertThat(json.path("differences").path(0).toString())
        .isEqualTo("{\"key\":\"seed\",\"values\":[7,8]}");
  }

  @Test
  void html_runs_hasCurvesTableAndMarkedDifferences() {
    RunComparison comparison =
        RunComparison.of(
            List.of(
                run("a", Map.of()),
                run("b", Map.of("\"units\": 3", "\"units\": 9")),
                run("c", Map.of())));

    Document page = Jsoup.parse(comparison.html());

    assertThat(page.select("#runs tbody tr")).hasSize(3);
    assertThat(page.select(".chart").eachAttr("id"))
        .containsExactly(
            "chart-errorsByEpoch", "chart-errorsByTime", "chart-lossByEpoch", "chart-lossByTime");
    JsonNode charts =
        JsonMapper.builder().build().readTree(page.select("#data").get(0).data()).path("charts");
    assertThat(charts.path(1).path("curves")).hasSize(3);
    assertThat(charts.path(1).path("curves").path(0).path("x").toString()).isEqualTo("[6.25,12.5]");
    assertThat(page.select("#chart-errorsByTime + details tbody tr")).hasSize(2);
    assertThat(page.select(".keys tbody tr").text()).isEqualTo("network.layers.0.units 3 9 3");
    assertThat(page.select("mark").eachText()).containsExactly("9");
    assertThat(page.select("[src]")).isEmpty();
    assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
    String policy = page.select("meta[http-equiv]").attr("content");
    assertThat(page.select("script:not([type])"))
        .allMatch(script -> policy.contains(HtmlPage.hash(script.data())));
  }

  @Test
  void html_markupInAName_isEscaped() {
    RunDirectory hostile = run("<i>x", Map.of("\"mnist\"", "\"<script>alert(1)</script>\""));

    Document page = Jsoup.parse(RunComparison.of(List.of(hostile, run("b", Map.of()))).html());

    assertThat(page.select("script")).hasSize(3);
    assertThat(page.select("i")).isEmpty();
    assertThat(page.select("#runs").text()).contains("<script>alert(1)</script>");
  }

  @Test
  void of_damagedRunOrWrongNumber_isRefused() throws IOException {
    RunDirectory run = run("a", Map.of());
    RunDirectory damaged = run("b", Map.of());
    Files.writeString(damaged.metrics(), "{}\n");

    assertThatThrownBy(() -> RunComparison.of(List.of(run, damaged)))
        .isInstanceOf(RunFormatException.class);
    assertThatThrownBy(() -> RunComparison.of(List.of(run)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RunComparison.of(Collections.nCopies(17, run)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String compare(RunDirectory... runs) {
    return RunComparison.of(List.of(runs)).text();
  }

  /** A finished run of 10 epochs, whose configuration is changed as {@code changes} tells. */
  private RunDirectory run(String name, Map<String, String> changes) {
    String config = RunFixture.CONFIG;
    for (Map.Entry<String, String> change : changes.entrySet()) {
      config = config.replace(change.getKey(), change.getValue());
    }
    RunDirectory run = RunDirectory.create(folder.resolve(name), config);
    try (MetricsLog log = MetricsLog.open(run, 0)) {
      for (int epoch = 1; epoch <= 10; epoch++) {
        log.append(RunFixture.epoch(epoch, 10));
      }
    }
    RunFixture.manifest().ended(RunFixture.START.plusSeconds(60), RunStatus.FINISHED).write(run);
    EvaluationFile.write(run, List.of(RunFixture.evaluation()));
    return run;
  }

  private static String words(String line) {
    return line.strip().replaceAll(" +", " ");
  }
}
