package io.ffsamediff.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ffsamediff.run.EvaluationFile;
import io.ffsamediff.run.MetricsLog;
import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.RunFixture;
import io.ffsamediff.run.RunFormatException;
import io.ffsamediff.run.RunManifest;
import io.ffsamediff.run.RunStatus;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportTest {

  @TempDir Path folder;

  @Test
  void write_finishedRun_showsFiguresCurvesAndConfiguration() throws IOException {
    RunDirectory run = finished(30);

    String html = Files.readString(RunReport.write(run));

    assertThat(html)
        .contains("<span class=\"status finished\">finished</span>")
        .contains("98.01")
        .contains("4 → 3 → 2")
        .contains("aria-label=\"An example of class 3\"")
        .contains("\"runningLoss\":[")
        .contains("Most frequent mistakes")
        .contains("c0ffee")
        .contains("&quot;layerEpochs&quot; : 1")
        .contains("uPlot=")
        .doesNotContain("Continue it with");
  }

  @Test
  void write_severalPredictors_listsThemWithTheDefaultFirst() throws IOException {
    RunDirectory run = finished(3);
    assertThat(Files.readString(RunReport.write(run))).doesNotContain("<h2>Predictors</h2>");

    EvaluationFile.write(run, List.of(RunFixture.headEvaluation(), RunFixture.evaluation()));

    assertThat(Files.readString(RunReport.write(run)))
        .containsSubsequence(
            "<h2>Accuracy by layer</h2>", "the predictor “goodness”", "Layer 2", "98.01")
        .containsSubsequence(
            "<h2>Predictors</h2>",
            "<th scope=\"row\">head</th>",
            "the run&#39;s default",
            "<th scope=\"row\">goodness</th><td>1.99\u00a0%</td><td>199</td><td>10,000</td>");
  }

  @Test
  void write_predictorWithoutLayers_hasNoAccuracyByLayer() throws IOException {
    RunDirectory run = finished(3);
    EvaluationFile.write(run, List.of(RunFixture.headEvaluation()));

    assertThat(Files.readString(RunReport.write(run)))
        .contains("<h2>Confusion matrix</h2>")
        .doesNotContain("<h2>Accuracy by layer</h2>");
  }

  @Test
  void write_anyRun_needsNoOtherFileAndNoNetwork() throws IOException {
    String html = Files.readString(RunReport.write(finished(3)));

    assertThat(html).contains("default-src 'none'").doesNotContain(" src=").doesNotContain("href=");
    assertThat(html.substring(html.indexOf("<body"), html.indexOf("<script")))
        .doesNotContain("http");
  }

  @Test
  void write_interruptedRun_saysHowToGoOn() throws IOException {
    RunDirectory run = RunFixture.create(folder);
    metrics(run, 4);
    RunFixture.manifest().ended(RunFixture.START, RunStatus.INTERRUPTED).write(run);

    String html = Files.readString(RunReport.write(run));

    assertThat(html)
        .contains("interrupted after epoch 4 of 30. Continue it with: ff train --resume")
        .contains("measured when the run finishes")
        .doesNotContain("<h2>Confusion matrix</h2>");
  }

  @Test
  void write_runBeforeItsFirstEpoch_hasNoCurves() throws IOException {
    RunDirectory run = RunFixture.create(folder);
    RunFixture.manifest().write(run);

    String html = Files.readString(RunReport.write(run));

    assertThat(html).contains("after epoch 0 of 30").doesNotContain("id=\"loss\"");
    assertThat(run.figures().resolve("loss.png")).doesNotExist();
  }

  @Test
  void write_markupInConfiguration_isEscaped() throws IOException {
    RunDirectory run =
        RunDirectory.create(folder.resolve("x"), "{\"name\": \"</pre><script>alert(1)</script>\"}");
    RunFixture.manifest().write(run);

    assertThat(Files.readString(RunReport.write(run)))
        .contains("&lt;/pre&gt;&lt;script&gt;alert(1)")
        .doesNotContain("<script>alert");
  }

  @Test
  void write_sameRunTwice_givesTheSameBytes() throws IOException {
    RunDirectory run = finished(12);

    byte[] first = Files.readAllBytes(RunReport.write(run));

    assertThat(RunReport.write(run)).hasBinaryContent(first);
  }

  @Test
  void write_finishedRun_drawsPictures() throws IOException {
    RunDirectory run = finished(30);

    RunReport.write(run);

    BufferedImage loss = ImageIO.read(run.figures().resolve("loss.png").toFile());
    assertThat(loss.getWidth()).isEqualTo(960);
    BufferedImage examples = ImageIO.read(run.figures().resolve("examples.png").toFile());
    assertThat(examples.getRGB(16 + 84 + 42, 32 + 42)).isEqualTo(0xFFFFFFFF);
    assertThat(examples.getRGB(16 + 42, 32 + 42)).isEqualTo(0xFF000000);
  }

  @Test
  void write_damagedManifest_leavesTheOldReport() throws IOException {
    RunDirectory run = finished(2);
    byte[] before = Files.readAllBytes(RunReport.write(run));
    Files.writeString(run.manifest(), "{\"name\":");

    assertThatThrownBy(() -> RunReport.write(run))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining("manifest.json: expected the JSON that ff wrote, received");
    assertThat(run.report()).hasBinaryContent(before);
  }

  private RunDirectory finished(int epochs) {
    RunDirectory run = RunFixture.create(folder);
    metrics(run, epochs);
    RunManifest manifest = RunFixture.manifest();
    manifest.ended(RunFixture.START.plusSeconds(60), RunStatus.FINISHED).write(run);
    EvaluationFile.write(run, List.of(RunFixture.evaluation()));
    RunFixture.examples().write(run);
    return run;
  }

  private static void metrics(RunDirectory run, int epochs) {
    try (MetricsLog log = MetricsLog.open(run, 0)) {
      for (int epoch = 1; epoch <= epochs; epoch++) {
        log.append(RunFixture.epoch(epoch, epochs));
      }
    }
  }
}
