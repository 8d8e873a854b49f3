package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ffsamediff.data.PictureFiles;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ff predict} on a network that knows bright upper halves (0) from lower ones (1). */
class PredictCommandTest {

  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir static Path folder;

  @BeforeAll
  static void train() throws Exception {
    TinyRun.write(folder);
    FfProcess train =
        FfProcess.run(
            folder,
            "train",
            "tiny.json",
            "--data-dir",
            "data",
            "--out",
            "run",
            "--set",
            "training.epochs=30",
            "--set",
            "labels={\"type\": \"append\"}");
    assertThat(train.exitCode()).as(train.err()).isZero();
    write("upper.png", half(0));
    write("lower.png", half(1));
  }

  /** The one process of its own: the rest is in this one, where ND4J has started. */
  @Test
  void predict_twoPictures_printsLabelsAndTheGoodnessOfEach() throws Exception {
    FfProcess ff = FfProcess.run(folder, "predict", "run", "upper.png", "lower.png");

    assertThat(ff.exitCode()).as(ff.err()).isZero();
    assertThat(ff.out().lines().toList())
        .hasSize(8)
        .satisfies(
            lines -> {
              assertThat(lines.get(0))
                  .matches("upper\\.png: 0, by a margin of \\d+\\.\\d{3} \\(goodness\\)");
              assertThat(lines.get(1)).matches("  label +goodness +layer 1 +layer 2");
              assertThat(lines.get(2)).matches("  0 +( +\\d+\\.\\d{3}){3}");
              assertThat(lines.get(3)).matches("  1 +( +\\d+\\.\\d{3}){3}");
              assertThat(lines.get(4)).startsWith("lower.png: 1, by a margin of ");
              assertThat(lines.get(6)).startsWith("  1 ");
            });
  }

  @Test
  void predict_json_isOneDocumentWithScoresThatAreTheLayersGoodness() {
    FfCall told = ff("--json", at("lower.png"));

    assertThat(told.exitCode()).as(told.err()).isZero();
    JsonNode example = JSON.readTree(told.out()).path("examples").path(0);
    assertThat(example.path("source").stringValue()).isEqualTo(at("lower.png"));
    assertThat(example.path("label").intValue()).isEqualTo(1);
    assertThat(example.path("className").stringValue()).isEqualTo("1");
    JsonNode scores = example.path("predictors").path(0).path("scores");
    for (int label = 0; label < 2; label++) {
      double sum = 0;
      for (JsonNode layer : example.path("goodness")) {
        sum += layer.path(label).doubleValue();
      }
      assertThat(scores.path(label).doubleValue()).isEqualTo(sum, within(1e-4));
    }
    assertThat(example.path("margin").doubleValue())
        .isEqualTo(
            (float) scores.path(1).doubleValue() - (float) scores.path(0).doubleValue(),
            within(1e-5));
    assertThat(example.has("probabilities")).isFalse();
  }

  /** As the evaluation has them: every image of the file, in its order. */
  @Test
  void predict_idx_agreesWithTheLabelsOfItsImages() {
    FfCall told = ff("--json", at("data/tiny/t10k-images-idx3-ubyte"));

    JsonNode examples = JSON.readTree(told.out()).path("examples");
    assertThat(examples).hasSize(20);
    for (int i = 0; i < 20; i++) {
      assertThat(examples.path(i).path("index").intValue()).isEqualTo(i);
      assertThat(examples.path(i).path("label").intValue()).isEqualTo(i % 2);
    }
  }

  @Test
  void predict_oneFileTwice_hasNoPlaceInIt() {
    FfCall told = ff(at("lower.png"), at("lower.png"));

    assertThat(told.out()).contains("lower.png: 1").doesNotContain("[0]");
  }

  @Test
  void predict_manyImages_printsALineForEachWithItsPlace() {
    FfCall told = ff(at("data/tiny/t10k-images-idx3-ubyte"));

    assertThat(told.exitCode()).as(told.err()).isZero();
    assertThat(told.out().lines().toList())
        .hasSize(20)
        .allMatch(line -> line.matches(".*-ubyte\\[\\d+]: [01], by a margin of .*"));
  }

  @Test
  void predict_darkInk_isInvertedOnlyWhenAskedTo() throws Exception {
    BufferedImage dark = PictureFiles.filled(BufferedImage.TYPE_INT_RGB, 24, 24, 0xFFFFFF);
    for (int y = 1; y < 12; y++) {
      for (int x = 1; x < 23; x++) {
        dark.setRGB(x, y, 0);
      }
    }
    write("dark.png", dark);

    assertThat(ff(at("dark.png")).out()).startsWith(at("dark.png") + ": 1");
    assertThat(ff("--as", "ink", at("dark.png")).out()).startsWith(at("dark.png") + ": 0");
    assertThat(ff("--as", "photo", at("dark.png")).err())
        .contains("--as", "digit", "ink", "plain", "photo");
  }

  @Test
  void predict_brokenImageAmongGoodOnes_printsNothing() throws Exception {
    Files.writeString(folder.resolve("broken.png"), "no picture");

    FfCall told = ff(at("upper.png"), at("broken.png"));

    assertThat(told.exitCode()).isEqualTo(ExitCodes.DATA);
    assertThat(told.out()).isEmpty();
    assertThat(told.err())
        .contains("broken.png: expected a PNG or JPEG picture, received another kind of file.")
        .doesNotContain("\tat ");
  }

  @Test
  void predict_absentImageOrIdxOfAnotherSize_isRefused() throws Exception {
    Files.write(
        folder.resolve("wide.idx"),
        new byte[] {0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 9, 9});

    assertThat(ff(at("absent.png")).exitCode()).isEqualTo(ExitCodes.DATA);
    FfCall wide = ff(at("wide.idx"));
    assertThat(wide.exitCode()).isEqualTo(ExitCodes.DATA);
    assertThat(wide.err())
        .contains("expected images of 4 x 4 in 2 classes, received images of 1 x 2");
  }

  @Test
  void predict_runWithoutModelOrNoRun_isRefused() throws Exception {
    Path bare = Files.createDirectories(folder.resolve("bare"));
    Files.copy(folder.resolve("run/config.json"), bare.resolve("config.json"));

    FfCall noModel = FfCall.of("predict", bare.toString(), at("upper.png"));
    FfCall noRun = FfCall.of("predict", at("nowhere"), at("upper.png"));

    assertThat(noModel.exitCode()).isEqualTo(ExitCodes.RUN);
    assertThat(noModel.err()).contains("expected the trained model, received none");
    assertThat(noRun.exitCode()).isEqualTo(ExitCodes.RUN);
    assertThat(FfCall.of("predict", at("run")).exitCode()).isEqualTo(ExitCodes.USAGE);
  }

  @Test
  void predict_predictorThatIsNotThere_isRefused() {
    FfCall told = ff("--predictor", "head", at("upper.png"));

    assertThat(told.exitCode()).isEqualTo(ExitCodes.RUN);
    assertThat(told.err()).contains("--predictor: expected goodness");
  }

  private static FfCall ff(String... words) {
    List<String> all = new ArrayList<>(List.of("predict", at("run")));
    all.addAll(List.of(words));
    return FfCall.of(all.toArray(String[]::new));
  }

  private static String at(String name) {
    return folder.resolve(name).toString();
  }

  private static void write(String name, BufferedImage image) throws Exception {
    PictureFiles.png(folder.resolve(name), image);
  }

  /** Of 40 x 30 pixels: bright above (0) or below (1). */
  private static BufferedImage half(int which) {
    BufferedImage image = PictureFiles.filled(BufferedImage.TYPE_INT_RGB, 40, 30, 0x1E1E1E);
    for (int y = 20 * which; y < 20 * which + 20; y++) {
      for (int x = 0; x < 30; x++) {
        image.setRGB(x, y, 0xDCDCDC);
      }
    }
    return image;
  }
}
