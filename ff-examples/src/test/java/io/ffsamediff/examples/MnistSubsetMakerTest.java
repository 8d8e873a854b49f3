package io.ffsamediff.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ffsamediff.data.DataException;
import io.ffsamediff.data.IdxImages;
import io.ffsamediff.data.IdxReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistSubsetMakerTest {

  @TempDir private Path source;
  @TempDir private Path target;

  /** Three training and two test images of 2 x 1. */
  @BeforeEach
  void writeSource() throws IOException {
    write(
        "train-images-idx3-ubyte",
        0,
        0,
        8,
        3,
        0,
        0,
        0,
        3,
        0,
        0,
        0,
        2,
        0,
        0,
        0,
        1,
        1,
        2,
        3,
        4,
        5,
        6);
    write("train-labels-idx1-ubyte", 0, 0, 8, 1, 0, 0, 0, 3, 7, 8, 9);
    write("t10k-images-idx3-ubyte", 0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 1, 9, 8, 7, 6);
    write("t10k-labels-idx1-ubyte", 0, 0, 8, 1, 0, 0, 0, 2, 1, 0);
  }

  @Test
  void make_keepsTheFirstExamplesOfEachSplit() throws IOException {
    MnistSubsetMaker.make(source, target, 2, 1);

    IdxImages train = IdxReader.images(target.resolve("train-images-idx3-ubyte.gz"));
    assertThat(train.count()).isEqualTo(2);
    assertThat(train.height()).isEqualTo(2);
    assertThat(train.width()).isEqualTo(1);
    assertThat(train.pixels_ND()).containsExactly(1, 2, 3, 4);
    assertThat(IdxReader.images(target.resolve("t10k-images-idx3-ubyte.gz")).pixels_ND())
        .containsExactly(9, 8);
    assertThat(IdxReader.labels(target.resolve("train-labels-idx1-ubyte.gz")).labels_N())
        .containsExactly(7, 8);
    assertThat(IdxReader.labels(target.resolve("t10k-labels-idx1-ubyte.gz")).labels_N())
        .containsExactly(1);
    assertThat(target).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void make_writesNoTimeIntoTheGzipHeader() throws IOException {
    MnistSubsetMaker.make(source, target, 2, 1);

    byte[] packed = Files.readAllBytes(target.resolve("train-labels-idx1-ubyte.gz"));
    assertThat(packed).startsWith(0x1f, 0x8b, 8, 0, 0, 0, 0, 0);
  }

  @Test
  void make_withTooFewExamples_isRefused() {
    assertThatThrownBy(() -> MnistSubsetMaker.make(source, target, 4, 1))
        .isInstanceOf(DataException.class)
        .hasMessage(
            source
                + ": expected at least 4 examples, received 3 images and 3 labels. Give the whole MNIST.");
  }

  @Test
  void main_withoutTwoArguments_tellsItsUsage() {
    assertThatThrownBy(() -> MnistSubsetMaker.main(new String[] {"one"}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("usage: MnistSubsetMaker MNIST_FOLDER TARGET_FOLDER");
  }

  private void write(String name, int... values) throws IOException {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    Files.write(source.resolve(name), bytes);
  }
}
