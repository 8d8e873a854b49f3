package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.PictureFiles;
import io.ffsamediff.data.TrainTest;
import io.ffsamediff.eval.ForwardForwardModel;
import io.ffsamediff.run.SavedNetwork;
import io.ffsamediff.train.Runs;
import io.ffsamediff.train.TrainingListener;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands make of a network that a program has saved. */
class SavedNetworkCommandsTest {

  @TempDir static Path folder;
  private static int expected;

  @BeforeAll
  static void save() throws IOException {
    Dataset data = Runs.data();
    BufferedImage picture = PictureFiles.filled(BufferedImage.TYPE_INT_RGB, 6, 6, 0);
    for (int p = 0; p < data.inputs(); p++) {
      picture.setRGB(p % 6, p / 6, 0x010101 * data.pixel(0, p));
    }
    ImageIO.write(picture, "png", folder.resolve("first.png").toFile());
    try (ForwardForwardModel model =
        ForwardForwardModel.of(Runs.config(), new TrainTest(data, data))) {
      model.train(TrainingListener.ofEpochs(epoch -> {}));
      SavedNetwork.save(folder.resolve("run"), Runs.config(), data, model.network());
      expected = model.predict(data.first(1)).labels()[0];
    }
  }

  @Test
  void predict_savedNetwork_saysWhatTheProgramSays() {
    FfCall told = FfCall.of("predict", at("run"), "--as", "plain", at("first.png"));

    assertThat(told.exitCode()).as(told.err()).isZero();
    assertThat(told.out()).startsWith(at("first.png") + ": " + expected + ", by a margin of ");
  }

  @Test
  void resume_savedNetwork_isRefusedAndLeftAsItWas() throws IOException {
    List<Path> before = content();

    FfCall told = FfCall.of("train", "--resume", at("run"));

    assertThat(told.exitCode()).as(told.err()).isEqualTo(ExitCodes.RUN);
    assertThat(told.err())
        .contains(
            at("run")
                + ": expected a run with the state of its training, received a saved network alone. Train another one with: ff train ")
        .doesNotContain("\tat ");
    assertThat(content()).isEqualTo(before);
  }

  private static List<Path> content() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("run"))) {
      return files.sorted().toList();
    }
  }

  private static String at(String file) {
    return folder.resolve(file).toString();
  }
}
