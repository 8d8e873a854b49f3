package io.ffsamediff.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ffsamediff.data.ImageShape;
import io.ffsamediff.eval.ConfusionMatrix;
import io.ffsamediff.eval.Evaluation;
import io.ffsamediff.run.EvaluationFile;
import io.ffsamediff.run.InsightsFile;
import io.ffsamediff.run.ModelDescription.TableInputs;
import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.RunFixture;
import io.ffsamediff.run.RunFormatException;
import io.ffsamediff.run.RunStatus;
import io.ffsamediff.run.RunSummary;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunReportTest {

  @TempDir Path folder;

  @Test
  void write_finishedRun_hasEverySection() throws IOException {
    Document page = page(ReportRuns.finished(folder, 30));

    assertThat(page.select("h1 .status").text()).isEqualTo("finished");
    assertThat(page.select("h2, h3").eachText())
        .containsExactly(
            "Loss",
            "Goodness",
            "Errors",
            "Learning rate",
            "Time per epoch",
            "Goodness of right and wrong labels",
            "Layer 1",
            "Layer 2",
            "Training examples",
            "Accuracy by layer",
            "Weights of the first layer",
            "Confusion matrix",
            "Mistakes",
            "Provenance",
            "Configuration");
    assertThat(page.select("nav a").eachAttr("href"))
        .isNotEmpty()
        .allSatisfy(link -> assertThat(page.select(link)).hasSize(1));
    assertThat(page.text())
        .contains("98.01", "4 → 3 → 2", "Most frequent mistakes", "c0ffee")
        .doesNotContain("Continue it with");
    assertThat(page.select("#configuration code").text()).contains("\"layerEpochs\" : 1");
  }

  @Test
  void write_charts_areAllDrawnAndAllHaveATable() throws IOException {
    Document page = page(ReportRuns.finished(folder, 30));

    List<String> drawn = page.select(".chart").eachAttr("id");
    JsonNode charts = data(page).path("charts");
    assertThat(charts.valueStream().map(chart -> "chart-" + chart.path("id").asString()))
        .containsExactlyElementsOf(drawn);
    assertThat(drawn).hasSize(7);
    for (Element chart : page.select(".chart")) {
      assertThat(chart.attr("aria-label")).contains("arrow keys");
      assertThat(chart.attr("tabindex")).isEqualTo("0");
      assertThat(page.select("#" + chart.id() + " + details tbody tr")).isNotEmpty();
    }
    assertThat(page.select("#chart-loss + details tbody tr")).hasSize(30);
    JsonNode loss = charts.path(0).path("curves");
    assertThat(loss.path(2).path("label").asString()).isEqualTo("running");
    assertThat(loss.path(2).path("y")).hasSize(30);
  }

  @Test
  void write_mistakes_showPictureAndGoodnessOfBothLabels() throws IOException {
    Element mistake = page(ReportRuns.finished(folder, 3)).select(".mistakes li").get(0);

    assertThat(mistake.select("caption").text()).isEqualTo("4 taken for 9 example 247");
    assertThat(mistake.select("tr").eachText())
        .containsExactly("4 9", "Score 2.5 4.75", "Layer 1 1.25 3.5", "Layer 2 1.25 1.25");
    BufferedImage picture = picture(mistake.select("img").attr("src"));
    assertThat(picture.getWidth()).isEqualTo(2);
    assertThat(picture.getRaster().getSample(1, 0, 0)).isEqualTo(255);
    assertThat(picture.getRaster().getSample(0, 1, 0)).isEqualTo(64);
  }

  @Test
  void write_runOfAnEarlierVersion_leavesOutWhatItDoesNotKnow() throws IOException {
    RunDirectory run = ReportRuns.old(folder, 3);

    assertThat(page(run).select("h2").eachText())
        .contains("Loss", "Training examples", "Confusion matrix")
        .doesNotContain(
            "Goodness of right and wrong labels", "Weights of the first layer", "Mistakes");
    assertThat(run.figures().resolve("weights.png")).doesNotExist();
  }

  @Test
  void write_table_hasNoPictures() throws IOException {
    RunDirectory run = ReportRuns.old(folder, 3);
    Files.delete(run.figures().resolve("examples.json"));
    InsightsFile.write(run, RunFixture.tableInsights());
    ReportRuns.model(
        run, ImageShape.grey(1, 2), new TableInputs(List.of("a", "b"), null), 2, 1, 1, 2);

    Document page = page(run);

    assertThat(page.select("img")).isEmpty();
    assertThat(page.select("h2").eachText())
        .contains("Mistakes", "Goodness of right and wrong labels")
        .doesNotContain("Training examples", "Weights of the first layer");
    assertThat(page.select("#mistakes tbody tr").eachText())
        .containsExactly("247 4 9 2.5 4.75 1.25 3.5 1.25 1.25");
    assertThat(page.select(".meta").text()).contains("2 → 3 → 2");
  }

  @Test
  void write_severalPredictors_listsThemWithTheDefaultFirst() throws IOException {
    RunDirectory run = ReportRuns.old(folder, 3);
    assertThat(page(run).select("#predictors")).isEmpty();

    EvaluationFile.write(run, List.of(RunFixture.headEvaluation(), RunFixture.evaluation()));

    Document page = page(run);
    assertThat(page.select("#layers").text())
        .containsSubsequence("the predictor “goodness”", "Layer 2", "98.01");
    assertThat(page.select("#predictors tbody tr").eachText())
        .satisfiesExactly(
            head -> assertThat(head).startsWith("head").contains("the run's default"),
            goodness -> assertThat(goodness).isEqualTo("goodness 1.99 % 199 10,000"));
  }

  @Test
  void write_predictorWithoutLayers_hasNoAccuracyByLayer() throws IOException {
    RunDirectory run = ReportRuns.old(folder, 3);
    EvaluationFile.write(run, List.of(RunFixture.headEvaluation()));

    assertThat(page(run).select("h2").eachText())
        .contains("Confusion matrix")
        .doesNotContain("Accuracy by layer");
  }

  @Test
  void write_anyRun_needsNoOtherFileAndNoNetwork() throws IOException {
    RunDirectory run = ReportRuns.finished(folder, 3);
    Document page = page(run);

    assertThat(page.select("[src]").eachAttr("src")).allMatch(src -> src.startsWith("data:image"));
    assertThat(page.select("[href]").eachAttr("href")).allMatch(href -> href.startsWith("#"));
    assertThat(page.select("link, iframe, object, form")).isEmpty();
    String policy = page.select("meta[http-equiv=Content-Security-Policy]").attr("content");
    assertThat(policy).startsWith("default-src 'none'; ").doesNotContain("script-src 'unsafe");
    for (Element script : page.select("script:not([type])")) {
      assertThat(policy).contains(HtmlPage.hash(script.data()));
    }
  }

  @Test
  void write_anyRun_isReadableByAllMeans() throws IOException {
    Document page = page(ReportRuns.finished(folder, 3));

    assertThat(page.select("html").attr("lang")).isEqualTo("en");
    assertThat(page.select("meta[name=viewport]").attr("content")).contains("width=device-width");
    assertThat(page.select("main h1")).hasSize(1);
    assertThat(page.select("img")).allMatch(image -> image.hasAttr("alt"));
    assertThat(page.select("table thead th")).allMatch(head -> head.hasAttr("scope"));
    assertThat(page.select(".scroll")).allMatch(part -> part.attr("tabindex").equals("0"));
    assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
    assertThat(page.select("style").get(1).data())
        .contains("prefers-color-scheme: dark", "@media print", ":focus-visible")
        .contains("prefers-reduced-motion");
  }

  @Test
  void write_divergedRun_saysWhatItsProcessSaid() throws IOException {
    RunDirectory run = RunFixture.create(folder);
    ReportRuns.metrics(run, 4);
    RunFixture.manifest().diverged(RunFixture.START, "layer 2: try half of it.").write(run);

    assertThat(page(run).text())
        .contains("This run diverged after epoch 4 of 30. layer 2: try half of it.");
  }

  @Test
  void write_interruptedRun_saysHowToGoOn() throws IOException {
    RunDirectory run = RunFixture.create(folder);
    ReportRuns.metrics(run, 4);
    RunFixture.manifest().ended(RunFixture.START, RunStatus.INTERRUPTED).write(run);

    assertThat(page(run).text())
        .contains("interrupted after epoch 4 of 30. Continue it with: ff train --resume")
        .contains("measured when the run finishes")
        .doesNotContain("Confusion matrix");
  }

  /** It was made at an earlier end; a process was killed that had resumed the run. */
  @Test
  void write_resumedRunWithAnEarlierEvaluation_leavesThatOut() throws IOException {
    RunDirectory run = ReportRuns.finished(folder, 30);
    RunFixture.manifest().write(run);

    Document page = page(run);

    assertThat(page.text()).contains("measured when the run finishes").doesNotContain("98.01");
    assertThat(page.select("h2").eachText())
        .doesNotContain("Goodness of right and wrong labels", "Confusion matrix", "Mistakes");
    assertThat(RunSummary.list(folder))
        .singleElement()
        .satisfies(listed -> assertThat(listed.errorRate()).isNull());
  }

  @Test
  void write_runBeforeItsFirstEpoch_hasNoCurves() throws IOException {
    RunDirectory run = RunFixture.create(folder);
    RunFixture.manifest().write(run);

    Document page = page(run);

    assertThat(page.text()).contains("after epoch 0 of 30");
    assertThat(page.select(".chart")).isEmpty();
    assertThat(data(page).path("charts")).isEmpty();
    assertThat(run.figures().resolve("loss.png")).doesNotExist();
  }

  @Test
  void write_markupInTextsOfTheRun_isEscaped() throws IOException {
    String name = "</pre><script>alert(1)</script>\\\"'";
    RunDirectory run =
        RunDirectory.create(folder.resolve("x"), "{\"name\": \"%s\"}".formatted(name));
    ReportRuns.metrics(run, 3);
    RunFixture.manifest().ended(RunFixture.START, RunStatus.FINISHED).write(run);
    EvaluationFile.write(run, List.of(evaluation("<b>x</b>", 2)));
    ReportRuns.named(run, "<img onerror=x>", "\"b");

    Document page = page(run);

    assertThat(page.select("script")).hasSize(3);
    assertThat(page.select("[onerror], #confusion th img, h1 b")).isEmpty();
    assertThat(page.select("#confusion th").text()).contains("<img onerror=x>", "\"b");
    assertThat(page.select("code").text()).contains("</pre><script>alert(1)");
  }

  @Test
  void write_hundredThousandEpochs_staysSmall() throws IOException {
    RunDirectory run = ReportRuns.finished(folder, 1);
    StringBuilder lines = new StringBuilder();
    for (int epoch = 1; epoch <= 100_000; epoch++) {
      lines.append(line(epoch)).append('\n');
    }
    Files.writeString(run.metrics(), lines);

    Path report = RunReport.write(run);

    assertThat(Files.size(report)).isLessThan(5_000_000);
    JsonNode loss = data(Jsoup.parse(report)).path("charts").path(0).path("curves").path(0);
    assertThat(loss.path("y").size()).isBetween(900, Chart.POINTS);
    assertThat(loss.path("y").valueStream().mapToDouble(JsonNode::doubleValue))
        .as("the peak at epoch 54,321")
        .contains(77.0);
  }

  private static String line(int epoch) {
    double loss = epoch == 54_321 ? 77 : 1.0 / epoch + 0.1 * Math.sin(epoch);
    return ("{\"epoch\":%d,\"loss\":%s,\"runningLoss\":0.5,\"learningRate\":0.01,\"seconds\":0.5,"
            + "\"layers\":[{\"layer\":1,\"loss\":%s,\"goodnessPositive\":2,\"goodnessNegative\":1}],"
            + "\"testErrors\":%d}")
        .formatted(epoch, loss, loss, epoch % 700);
  }

  @Test
  void write_manyClasses_hasAHeatMapAndRecallsInPlaceOfATable() throws IOException {
    RunDirectory run = ReportRuns.old(folder, 3);
    EvaluationFile.write(run, List.of(evaluation("goodness", 256)));

    Path report = RunReport.write(run);

    Document page = Jsoup.parse(report);
    assertThat(Files.size(report)).isLessThan(5_000_000);
    assertThat(page.select(".confusion")).isEmpty();
    assertThat(picture(page.select(".heat").attr("src")).getWidth()).isEqualTo(256);
    assertThat(page.select("#confusion tbody tr")).hasSize(256);
  }

  private static Evaluation evaluation(String predictor, int classes) {
    int[][] counts = new int[classes][classes];
    for (int c = 0; c < classes; c++) {
      counts[c][c] = 9;
      counts[c][(c + 1) % classes] = 1;
    }
    return new Evaluation(
        "mnist",
        "test",
        predictor,
        10 * classes,
        classes,
        0.9,
        List.of(),
        new ConfusionMatrix(counts));
  }

  @Test
  void write_sameRunTwice_givesTheSameBytes() throws IOException {
    RunDirectory run = ReportRuns.finished(folder, 12);

    byte[] first = Files.readAllBytes(RunReport.write(run));

    assertThat(RunReport.write(run)).hasBinaryContent(first);
  }

  @Test
  void write_finishedRun_drawsPictures() throws IOException {
    RunDirectory run = ReportRuns.finished(folder, 30);

    RunReport.write(run);

    for (String name : List.of("loss", "goodness", "errors", "confusion", "weights")) {
      assertThat(ImageIO.read(run.figures().resolve(name + ".png").toFile()).getWidth())
          .as(name)
          .isGreaterThan(350);
    }
    BufferedImage examples = ImageIO.read(run.figures().resolve("examples.png").toFile());
    assertThat(examples.getRGB(16 + 84 + 42, 32 + 42)).isEqualTo(0xFFFFFFFF);
    assertThat(examples.getRGB(16 + 42, 32 + 42)).isEqualTo(0xFF000000);
  }

  @Test
  void write_damagedFile_leavesTheOldReport() throws IOException {
    RunDirectory run = ReportRuns.finished(folder, 2);
    byte[] before = Files.readAllBytes(RunReport.write(run));
    Files.writeString(run.insights(), "{\"data\":");

    assertThatThrownBy(() -> RunReport.write(run))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining("insights.json: expected the JSON that ff wrote, received");
    assertThat(run.report()).hasBinaryContent(before);
  }

  private static Document page(RunDirectory run) throws IOException {
    return Jsoup.parse(RunReport.write(run));
  }

  private static JsonNode data(Document page) {
    return JsonMapper.builder().build().readTree(page.select("#data").get(0).data());
  }

  private static BufferedImage picture(String address) throws IOException {
    String base64 = address.substring(address.indexOf(',') + 1);
    return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
  }
}
