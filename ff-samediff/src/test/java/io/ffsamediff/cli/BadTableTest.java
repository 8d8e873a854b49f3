package io.ffsamediff.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged or unfit tables, one process a case. */
class BadTableTest {

  @TempDir Path folder;
  private Path train;

  @BeforeEach
  void write() throws Exception {
    TinyTable.write(folder);
    train = folder.resolve("data/table/train.csv");
  }

  @Test
  void train_numberThatIsNone_isFourAndNamesLineAndColumn() throws Exception {
    line(3, "x,1,NaN,3,4,low");
    refused(
        4,
        "train.csv: expected a number, received \"NaN\" at line 3, column 3 (small). Fill it in, or leave the line out. Correct your own data set.");
  }

  @Test
  void train_infiniteNumber_isFour() throws Exception {
    line(4, "x,1,2,1e39,4,low");
    refused(
        4, "train.csv: expected a finite number, received \"1e39\" at line 4, column 4 (noise)");
  }

  @Test
  void train_unknownLabel_isFour() throws Exception {
    line(2, "x,1,2,3,4,lwo");
    refused(
        4,
        "train.csv: expected a label, one of low, middle, high, received \"lwo\" at line 2, column 6 (kind)");
  }

  @Test
  void train_otherThanUtf8_isFour() throws Exception {
    Files.write(train, "id,großes,kind\n".getBytes(StandardCharsets.ISO_8859_1));
    refused(4, "train.csv: expected UTF-8 text, received other bytes at line 1, column 2");
  }

  @Test
  void train_fileOutsideTheFolder_isFour() throws Exception {
    Path description = folder.resolve("data/table/dataset.json");
    Files.writeString(
        description, Files.readString(description).replace("test.csv", "../../../etc/passwd"));
    refused(
        4,
        "/test: expected the plain name of a file in the folder of dataset.json, received \"../");
  }

  @Test
  void train_overlaidLabels_isThree() throws Exception {
    refused(
        3,
        "/labels/type: expected \"append\", as table is a table, whose first columns a label would erase, received \"overlay\". Choose {\"type\": \"append\", \"strength\": 1}.",
        "--set",
        "labels={\"type\":\"overlay\"}");
  }

  @Test
  void train_distortions_isThree() throws Exception {
    refused(
        3,
        "/augmentation: expected none, as table is a table, received distortions of images. Remove it.",
        "--set",
        "augmentation={\"shift\":1}");
  }

  /** Line {@code number}, from 1, replaced. */
  private void line(int number, String line) throws Exception {
    List<String> lines = new ArrayList<>(Files.readAllLines(train));
    lines.set(number - 1, line);
    Files.write(train, lines);
  }

  private void refused(int exitCode, String message, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("train", "tiny.json", "--data-dir", "data"));
    arguments.addAll(List.of(more));
    FfProcess.refused(folder, exitCode, message, arguments.toArray(String[]::new));
  }
}
