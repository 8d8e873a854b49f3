package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged or unfit data, one process a case. */
class BadDataTest {

  private static final String IMAGES = "train-images-idx3-ubyte";
  private static final String LABELS = "train-labels-idx1-ubyte";

  @TempDir Path folder;

  @BeforeEach
  void write() throws Exception {
    TinyRun.write(folder);
  }

  @Test
  void train_wrongMagic_isFour() throws Exception {
    change(
        IMAGES,
        bytes -> {
          bytes[3] = 7;
          return bytes;
        });
    refused(IMAGES + ": expected");
  }

  @Test
  void train_overlongImages_isFour() throws Exception {
    change(IMAGES, bytes -> Arrays.copyOf(bytes, bytes.length + 1));
    refused(IMAGES + ": expected");
  }

  @Test
  void train_headerThatPromisesTooMuch_isFour() throws Exception {
    change(
        IMAGES,
        bytes -> {
          bytes[4] = 0x7f;
          return bytes;
        });
    refused(IMAGES + ": expected");
  }

  @Test
  void train_fewerLabelsThanImages_isFour() throws Exception {
    change(
        LABELS,
        bytes -> {
          bytes[7]--;
          return Arrays.copyOf(bytes, bytes.length - 1);
        });
    refused("expected as many images as labels, received 40 images and 39 labels");
  }

  @Test
  void train_missingLabels_isFourAndSaysWhatToDo() throws Exception {
    Files.delete(folder.resolve("data/tiny").resolve(LABELS));
    refused(LABELS);
  }

  @Test
  void train_moreClassesThanPixelsToOverlay_isFour() throws Exception {
    Files.writeString(folder.resolve("data/tiny/dataset.json"), "{\"classes\": 20}");
    refused("expected at least 20 inputs for an overlay of 20 classes, received 16");
  }

  @Test
  void train_noDataAnywhere_isFourAndListsWhatWasTried() throws Exception {
    FfProcess.refused(
        folder,
        4,
        "make data",
        "train",
        "tiny.json",
        "--data-dir",
        "data",
        "--set",
        "data.name=mnist");
  }

  @Test
  void evaluate_dataOfOtherForm_isFour() throws Exception {
    FfProcess train =
        FfProcess.run(folder, "train", "tiny.json", "--data-dir", "data", "--out", "run");
    assertThat(train.exitCode()).as(train.err()).isZero();
    Path other = Files.createDirectories(folder.resolve("data/other"));
    for (String file : folder.resolve("data/tiny").toFile().list()) {
      Files.copy(folder.resolve("data/tiny").resolve(file), other.resolve(file));
    }
    Files.writeString(other.resolve("dataset.json"), "{\"classes\": 3}");

    FfProcess evaluate =
        FfProcess.run(folder, "evaluate", "run", "--data", "other", "--data-dir", "data");

    assertThat(evaluate.exitCode()).as(evaluate.err()).isEqualTo(4);
    assertThat(evaluate.err())
        .contains("expected images of 4 x 4 in 2 classes, received images of 4 x 4 in 3 classes")
        .doesNotContain("\tat ");
  }

  private void change(String file, UnaryOperator<byte[]> change) throws Exception {
    Path path = folder.resolve("data/tiny").resolve(file);
    Files.write(path, change.apply(Files.readAllBytes(path)));
  }

  private void refused(String message) throws Exception {
    FfProcess.refused(folder, 4, message, "train", "tiny.json", "--data-dir", "data");
  }
}
