package io.ffsamediff.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ffsamediff.data.ImageShape;
import io.ffsamediff.run.ModelDescription.TableInputs;
import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.RunFormatException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstLayerTest {

  @TempDir Path folder;

  @Test
  void read_model_hasUnitsByFallingNorm() {
    FirstLayer layer = read(ReportRuns.finished(folder, 2)).orElseThrow();

    assertThat(layer.of()).isEqualTo(3);
    assertThat(layer.units()).extracting(FirstLayer.Unit::number).containsExactly(0, 2, 1);
    assertThat(layer.units().get(0).weights_D()).containsExactly(9, 0, 0, 0);
    assertThat(layer.units().get(1).weights_D()).containsExactly(0, 5, -5, 1);
    assertThat(layer.units().get(1).norm()).isCloseTo(Math.sqrt(51), within(1e-9));
  }

  @Test
  void read_labelsBehindTheImage_areNoPartOfIt() {
    RunDirectory run = ReportRuns.old(folder, 2);
    ReportRuns.model(run, ImageShape.grey(1, 2), null, 3, 3, 1, 2, 3, 0, 0, 0, 50, 0, 0);

    FirstLayer layer = read(run).orElseThrow();

    assertThat(layer.units()).extracting(FirstLayer.Unit::number).containsExactly(2, 1, 0);
    assertThat(layer.units().get(2).weights_D()).containsExactly(1, 0);
  }

  @Test
  void read_labelOnTheImage_countsForNothing() {
    RunDirectory run = ReportRuns.old(folder, 2);
    ReportRuns.overlaid(run, 90, 0, 0, 0, -70, 0, 1, 2, 3, 1, 2, -3);

    FirstLayer layer = read(run).orElseThrow();

    assertThat(layer.labelPixels()).isEqualTo(2);
    assertThat(layer.units()).extracting(FirstLayer.Unit::number).containsExactly(2, 1, 0);
    BufferedImage mosaic = WeightImages.mosaic(layer);
    assertThat(mosaic.getRGB(5, 0)).as("label").isEqualTo(0xFF000000 | SignedScale.rgb(1));
    assertThat(mosaic.getRGB(0, 1)).as("image").isEqualTo(0xFF000000 | SignedScale.rgb(255));
  }

  @Test
  void read_tableOrNoModel_isEmpty() {
    RunDirectory run = ReportRuns.old(folder, 2);
    assertThat(read(run)).isEmpty();

    ReportRuns.model(
        run, ImageShape.grey(1, 2), new TableInputs(List.of(), null), 2, 3, 1, 2, 3, 4, 5, 6);
    assertThat(read(run)).isEmpty();
  }

  @Test
  void read_alteredFile_isRefused() throws IOException {
    RunDirectory run = ReportRuns.finished(folder, 2);
    Files.writeString(run.model().resolve("layer-1.fb"), "x", StandardOpenOption.APPEND);

    assertThatThrownBy(() -> read(run))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining("layer-1.fb: expected ");
  }

  @Test
  void mosaic_units_areColouredBySignEachByItsOwnScale() {
    FirstLayer layer = read(ReportRuns.finished(folder, 2)).orElseThrow();

    BufferedImage mosaic = WeightImages.mosaic(layer);

    assertThat(mosaic.getWidth()).isEqualTo(3 * 2 + 2 * 2);
    assertThat(mosaic.getHeight()).isEqualTo(2);
    assertThat(mosaic.getRGB(0, 0)).isEqualTo(0xFF000000 | SignedScale.rgb(255));
    assertThat(mosaic.getRGB(1, 0)).isEqualTo(0xFF000000 | SignedScale.rgb(128));
    assertThat(mosaic.getRGB(2, 0) >>> 24).as("alpha of the gap").isZero();
    assertThat(mosaic.getRGB(8, 0)).isEqualTo(0xFF000000 | SignedScale.rgb(64));
  }

  @Test
  void mosaic_colourImages_haveTheirChannelsAboutGrey() {
    RunDirectory run = ReportRuns.old(folder, 2);
    ReportRuns.model(run, new ImageShape(3, 1, 1), null, 3, 3, 1, 0, 0, 0, 0, 0, -1, 0, 0);

    BufferedImage mosaic = WeightImages.mosaic(read(run).orElseThrow());

    assertThat(mosaic.getRGB(0, 0)).isEqualTo(0xFFFF8000);
  }

  @Test
  void scale_levels_getLighterAllTheWay() {
    double before = -1;
    for (int level = 0; level < 256; level++) {
      int rgb = SignedScale.rgb(level);
      double light =
          0.2126 * (rgb >> 16 & 0xFF) + 0.7152 * (rgb >> 8 & 0xFF) + 0.0722 * (rgb & 0xFF);
      assertThat(light).isGreaterThan(before - 1e-9);
      before = light;
    }
  }

  private static Optional<FirstLayer> read(RunDirectory run) {
    return FirstLayer.read(RunContents.read(run));
  }
}
