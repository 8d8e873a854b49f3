package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnPicturesTest {

  private static final String GREY = size(", \"colorMode\": \"grayscale\"");

  @TempDir private Path folder;
  private Path mine;

  @BeforeEach
  void pictures() throws IOException {
    mine = folder.resolve("mine");
    put("train/red/b.png", 4, 0xFFFF0000);
    put("train/red/a.png", 2, 0xFFF00000);
    put("train/blue/1.png", 3, 0xFF0000FF);
    put("test/blue/2.png", 2, 0xFF0000F0);
    put("test/red/c.png", 2, 0xFFE00000);
  }

  @Test
  void load_colour_takesClassesInTurnByName() throws IOException {
    OwnDescription.write(folder, size(""));

    TrainTest data = load();

    assertThat(data.train().classNames()).containsExactly("blue", "red");
    assertThat(data.train().labels()).containsExactly(0, 1, 1);
    assertThat(data.train().shape()).isEqualTo(new ImageShape(3, 2, 2));
    assertThat(data.train().pixel(0, 8)).isEqualTo(255);
    assertThat(data.train().pixel(1, 0)).isEqualTo(0xF0);
    assertThat(data.train().pixel(2, 0)).isEqualTo(255);
    assertThat(data.train().pixel(2, 4)).isZero();
    assertThat(data.test().labels()).containsExactly(0, 1);
    assertThat(data.train().provenance().get(0).file()).isEqualTo("train");
    assertThat(data.train().provenance().get(0).sha256()).matches("[0-9a-f]{64}");
  }

  @Test
  void load_grey_isTheLuminance() throws IOException {
    OwnDescription.write(folder, GREY);

    Dataset train = load().train();

    assertThat(train.shape()).isEqualTo(ImageShape.grey(2, 2));
    assertThat(train.pixel(0, 0)).isEqualTo(29);
    assertThat(train.pixel(2, 3)).isEqualTo(76);
  }

  @Test
  void load_toldClasses_haveTheToldOrder() throws IOException {
    OwnDescription.write(folder, size(", \"classes\": [\"red\", \"blue\"]"));

    assertThat(load().train().labels()).containsExactly(0, 1, 0);
  }

  @Test
  void load_changedPicture_hasAnotherChecksumThatCanBePinned() throws IOException {
    OwnDescription.write(folder, GREY);
    String sha256 = load().test().provenance().get(0).sha256();
    OwnDescription.write(folder, size(", \"sha256\": {\"test\": \"%s\"}".formatted(sha256)));
    assertThat(load().test().size()).isEqualTo(2);

    put("test/red/c.png", 2, 0xFFE10000);

    assertThatThrownBy(this::load)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("expected SHA-256 " + sha256);
  }

  @Test
  void load_brokenPicture_isNamed() throws IOException {
    OwnDescription.write(folder, GREY);
    Path broken = mine.resolve("test/red/c.png");
    Files.writeString(broken, "no picture");

    assertThatThrownBy(this::load)
        .isInstanceOf(DataException.class)
        .hasMessage(
            broken
                + ": expected a PNG or JPEG picture, received another kind of file. Convert it to PNG. Correct your own data set.");
  }

  @Test
  void load_testFolderOfAnotherClass_isNamed() throws IOException {
    OwnDescription.write(folder, GREY);
    put("test/green/1.png", 2, 0xFF00FF00);

    assertThatThrownBy(this::load)
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            mine.resolve("test/green")
                + ": expected a folder of one of blue, red, received one of another class.");
  }

  @Test
  void load_classWithoutPictures_isNamed() throws IOException {
    OwnDescription.write(folder, GREY);
    Files.delete(mine.resolve("test/red/c.png"));

    assertThatThrownBy(this::load)
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            mine.resolve("test/red") + ": expected at least one picture, received none.");
    Files.delete(mine.resolve("test/red"));
    assertThatThrownBy(this::load)
        .hasMessageStartingWith(
            mine.resolve("test/red")
                + ": expected a folder with the pictures of a class, received none.");
  }

  @Test
  void load_otherFileOrLink_isRefusedAndHiddenOnesArePassedOver() throws IOException {
    OwnDescription.write(folder, GREY);
    Files.writeString(mine.resolve("train/red/.hidden"), "");
    assertThat(load().train().size()).isEqualTo(3);
    Path link = mine.resolve("train/red/link.png");
    Files.createSymbolicLink(link, mine.resolve("train/red/a.png"));

    assertThatThrownBy(this::load)
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(link + ": expected a .png, .jpg or .jpeg file");
  }

  @Test
  void load_noTrainFolder_saysWhatToPutThere() throws IOException {
    OwnDescription.write(
        folder, "{\"format\": \"pictures\", \"height\": 2, \"width\": 2, \"train\": \"learn\"}");

    assertThatThrownBy(this::load)
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            mine.resolve("learn") + ": expected a folder with a folder for each class");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{\"format\": \"pictures\"} | /height: expected a whole number from 1 to 4096, received nothing.",
        "{\"format\": \"pictures\", \"height\": 2, \"width\": 0} | /width: expected a whole number from 1 to 4096, received 0.",
        "{\"format\": \"pictures\", \"height\": 2, \"width\": 2, \"colorMode\": \"cmyk\"} | /colorMode: expected \"rgb\" or \"grayscale\", received \"cmyk\".",
        "{\"format\": \"pictures\", \"height\": 2, \"width\": 2, \"classes\": 2} | /classes: expected a list of names of folders, received 2.",
        "{\"format\": \"pictures\", \"height\": 2, \"width\": 2, \"classes\": [\"..\", \"a\"]} | /classes: expected a list of names of folders, received [\"..\",\"a\"].",
        "{\"format\": \"pictures\", \"height\": 2, \"width\": 2, \"train\": \"../mine\"} | /train: expected the plain name of a folder in the folder of dataset.json, received \"../mine\".",
        "{\"format\": \"pictures\", \"height\": 2, \"width\": 2, \"test\": \"train\"} | /test: expected another folder than \"train\", received \"train\".",
        "{\"format\": \"pictures\", \"heigth\": 2} | /heigth: expected one of the keys format, height, width, colorMode, classes, train, test, description, licence, sha256, received heigth."
      })
  void find_wrongDescription_namesThePlace(String json, String message) throws IOException {
    OwnDescription.write(folder, json);

    OwnDescription.refused(folder, message);
  }

  private static String size(String more) {
    return "{\"format\": \"pictures\", \"height\": 2, \"width\": 2" + more + "}";
  }

  private void put(String file, int side, int argb) throws IOException {
    PictureFiles.png(
        mine.resolve(file), PictureFiles.filled(BufferedImage.TYPE_INT_ARGB, side, side, argb));
  }

  private TrainTest load() {
    return DatasetCatalog.standard(Map.of()).load("mine", folder, ProgressListener.none());
  }
}
