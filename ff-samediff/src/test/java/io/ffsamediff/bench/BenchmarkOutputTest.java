package io.ffsamediff.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ffsamediff.bench.DeviceResult.Unavailable;
import io.ffsamediff.run.RunFolderException;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text, page, picture and files. */
class BenchmarkOutputTest {

  @TempDir Path folder;
  private final BenchmarkResult result = BenchFixture.result();

  @Test
  void table_showsRatiosUnitsAndWhatIsMissing() {
    String text = BenchmarkTable.of(result);

    assertThat(text)
        .contains("376 GFLOP/s (370 to 380)")
        .containsPattern(
            "layer 1, 784 to 500 +400 ms +0\\.80 G +0\\.50 G +250 ms +1\\.60 +235 +150,000")
        .contains("40.0 s, 1.05 of its inner epochs, 1.00 G")
        .contains("50,000 images/s with 10 labels each, 1.25 of its products' bound")
        .contains("911 MB while training")
        .containsPattern("layer 2 +1\\.80 s +6\\.00 G +5\\.00 +600 kB +50")
        .containsPattern("exponent +\u2013 +\u2013")
        .containsPattern("exponent +1\\.00 +1\\.00")
        .contains("left out: 600,000 examples")
        .contains("cuda: not available: no <b>driver</b>")
        .contains("Not measured: cuda");
  }

  @Test
  void page_anyBenchmark_escapesAndNeedsNothingElse() {
    String html = BenchmarkPage.html(result);

    assertThat(html)
        .contains("<h2>Benchmark</h2>", "0.80 G", "bound 0.50 G", "0.3.31", "OMP_WAIT_POLICY")
        .contains(
            "Test &lt;CPU&gt; 9000", "machine: &lt;unquiet&gt;", "no &lt;b&gt;driver&lt;/b&gt;")
        .contains("&quot;layerEpochs&quot; : 3")
        .contains("default-src 'none'")
        .doesNotContain(" src=", "href=", "<script", "http://", "https://");
  }

  @Test
  void page_longestTime_hasTheWholeWidth() {
    assertThat(BenchmarkPage.html(result)).contains("width: 100.00%", "width: 20.00%");
  }

  @Test
  void twoDevices_standSideBySide() throws IOException {
    BenchmarkResult two =
        BenchFixture.result(
            List.of(BenchFixture.cpu(), BenchFixture.measured("cuda", "Test GPU 1")));

    assertThat(BenchmarkTable.of(two))
        .containsPattern(" +CPU +CUDA\n")
        .containsPattern("layer 2, inner epoch +360 ms \\(1\\.20 G\\) +360 ms \\(1\\.20 G\\)");
    assertThat(BenchmarkPage.html(two)).contains("Side by side", "360 ms (1.20 G)");
    assertThat(BenchmarkTable.of(result)).doesNotContain("inner epoch  360 ms (");
    assertThat(BenchmarkFiles.write(two, folder)).hasSize(3);
    assertThat(BenchmarkFiles.name(two)).contains("-2-cores-test-gpu-1_");
  }

  @Test
  void page_nothingMeasured_saysWhy() {
    BenchmarkResult none = BenchFixture.result(List.of(new Unavailable("cuda", "no driver")));

    assertThat(BenchmarkPage.html(none)).contains("is not available: no driver");
    assertThat(BenchmarkTable.of(none)).contains("cuda: not available").doesNotContain("G: ");
  }

  @Test
  void files_areNamedByThemeHardwareAndDate() throws IOException {
    List<Path> files = BenchmarkFiles.write(result, folder);

    assertThat(files)
        .extracting(file -> String.valueOf(file.getFileName()))
        .containsExactly(
            "tiny_test-cpu-9000-2.0ghz-2-cores_2026-11-23.json",
            "tiny_test-cpu-9000-2.0ghz-2-cores_2026-11-23.html",
            "tiny_test-cpu-9000-2.0ghz-2-cores_2026-11-23.png");
    BufferedImage picture = ImageIO.read(new File(files.get(2).toString()));
    assertThat(picture.getWidth()).isBetween(960, 1200);
    assertThat(Files.readString(files.get(0))).isEqualTo(BenchmarkJson.of(result));
  }

  @Test
  void files_nothingMeasured_haveNoPicture() {
    BenchmarkResult none = BenchFixture.result(List.of(new Unavailable("cuda", "no driver")));

    assertThat(BenchmarkFiles.write(none, folder)).hasSize(2);
  }

  @Test
  void requireFolder_fileInItsPlace_isRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("taken"), "");

    assertThatThrownBy(() -> BenchmarkFiles.requireFolder(file))
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining("taken: expected a place that can be written");
  }

  @Test
  void figures_takeTheUnitThatSuits() {
    assertThat(Figures.time(12.345)).isEqualTo("12.3 s");
    assertThat(Figures.time(0.3641)).isEqualTo("364 ms");
    assertThat(Figures.time(0.00042)).isEqualTo("420 \u00b5s");
    assertThat(Figures.bytes(911_000_000L)).isEqualTo("911 MB");
    assertThat(Figures.bytes(15_400L)).isEqualTo("15 kB");
    assertThat(Figures.bytes(120L)).isEqualTo("120 B");
    assertThat(Figures.bytes(null)).isEqualTo("\u2013");
    assertThat(Figures.count(164_834.6)).isEqualTo("164,835");
  }
}
