package io.ffsamediff.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ffsamediff.data.DataException;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.DatasetCatalog;
import io.ffsamediff.data.ProgressListener;
import io.ffsamediff.data.Standardization;
import io.ffsamediff.data.TrainTest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranges of CSV files. */
class CsvScanTest {

  private static final Tasks TASKS = new TasksHere(2);

  @TempDir private Path folder;

  private Path train() {
    return folder.resolve("leaves/train.csv");
  }

  private CsvSource source() {
    String own = folder.resolve("leaves").toUri().toString();
    return CsvSource.in(
        own, "train.csv", "leaves", Dataset.Split.TRAIN, DescriptionText.in(own).orElseThrow());
  }

  private Dataset whole() {
    return DatasetCatalog.standard(Map.of())
        .load("leaves", folder, ProgressListener.none())
        .train();
  }

  @Test
  void load_ofATable_knowsItWithoutItsNumbers() throws IOException {
    Leaves.writeCsv(folder, "\n");
    TrainTest expected = Leaves.here(folder);

    ClusterData loaded = Leaves.load(TASKS, folder);

    Dataset outline = loaded.data().train();
    assertThat(outline.isElsewhere()).isTrue();
    assertThat(outline.isTable()).isTrue();
    assertThat(outline.labels()).isEqualTo(expected.train().labels());
    assertThat(outline.columns()).isEqualTo(expected.train().columns());
    assertThat(outline.classNames()).isEqualTo(Leaves.CLASSES);
    assertThat(outline.provenance().get(0).sha256())
        .isEqualTo(expected.train().provenance().get(0).sha256());
    Standardization by = expected.train().standardization().orElseThrow();
    Standardization found = outline.standardization().orElseThrow();
    assertThat(found.deviations().get(3)).isZero();
    for (int column = 0; column < 4; column++) {
      assertThat(found.means().get(column)).isCloseTo(by.means().get(column), within(1e-9));
      assertThat(found.deviations().get(column))
          .isCloseTo(by.deviations().get(column), within(1e-9));
    }
    Tables.assertClose(loaded.files().read(0, 120), expected.train());
    Tables.assertClose(loaded.data().test(), expected.test());
    Tables.assertClose(
        loaded.data().validation().orElseThrow(), expected.validation().orElseThrow());
    assertThat(loaded.data().test().provenance().get(0).sha256())
        .isEqualTo(expected.test().provenance().get(0).sha256());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void read_ofAnyExamples_areThoseOfTheWhole(String end) throws IOException {
    Leaves.writeCsv(folder, end);
    Dataset expected = whole();

    for (int ranges : List.of(1, 3, 40)) {
      TableSplit split = CsvScan.of(TASKS, source(), ranges);
      assertThat(split.labels_N()).hasSize(Leaves.EXAMPLES);
      assertThat(split.files().count()).isEqualTo(Leaves.EXAMPLES);
      for (int from = 0; from < Leaves.EXAMPLES; from += 30) {
        for (int to : List.of(from + 1, Math.min(from + 50, Leaves.EXAMPLES), Leaves.EXAMPLES)) {
          Tables.assertSame(split.files().share(from, to).read(from, to), expected.slice(from, to));
        }
      }
    }
  }

  /** Ends of lines of all kinds, empty lines, quotes, characters of several bytes. */
  @Test
  void read_ofRandomText_isThatOfTheWhole() throws IOException {
    Leaves.writeCsv(folder, "\n");
    Random random = new Random(5);
    List<String> ends = List.of("\n", "\r", "\r\n", "\n\n", "\r\r\n", "\r\n\r");
    for (int table = 0; table < 40; table++) {
      StringBuilder text = new StringBuilder(table % 2 == 0 ? "" : "\uFEFF");
      text.append(Leaves.HEADER).append(ends.get(random.nextInt(ends.size())));
      int rows = 1 + random.nextInt(12);
      for (int i = 0; i < rows; i++) {
        text.append(random.nextBoolean() ? "ä€," : "\"a, \"\"b\"\",\",")
            .append(random.nextInt(1000))
            .append(random.nextBoolean() ? ", 1 ," : ",\"2\",")
            .append(random.nextFloat())
            .append(",.5,ash");
        boolean ended = i + 1 < rows || random.nextBoolean();
        text.append(ended ? ends.get(random.nextInt(ends.size())) : "");
      }
      Files.writeString(train(), text);
      Dataset expected = whole();

      TableSplit split = CsvScan.of(TASKS, source(), 1 + random.nextInt(9));

      int from = random.nextInt(rows);
      Tables.assertSame(
          split.files().share(from, rows).read(from, rows), expected.slice(from, rows));
      assertThat(split.files().count()).isEqualTo(rows);
    }
  }

  /** More ranges than bytes, and lines of which none begins in most of them. */
  @Test
  void read_ofFewLongLines_areThoseOfTheWhole() throws IOException {
    Leaves.writeCsv(folder, "\n");
    Files.writeString(
        train(),
        Leaves.HEADER
            + "\n\n\n1, 1.0000000000000000000000000000000000000,2,3,4,ash\n\n1,1,2,3,4,birch");

    TableSplit split = CsvScan.of(TASKS, source(), 120);

    Tables.assertSame(split.files().read(0, 2), whole());
  }

  @Test
  void read_ofPackedFile_isAsOfPlainOne() throws IOException {
    Leaves.writeCsv(folder, "\n");
    TrainTest expected = Leaves.here(folder);
    byte[] plain = Files.readAllBytes(train());
    Files.delete(train());
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("leaves/train.csv.gz")))) {
      out.write(plain);
    }

    ClusterData loaded = Leaves.load(TASKS, folder);

    Tables.assertClose(loaded.files().share(50, 60).read(50, 60), expected.train().slice(50, 60));
    assertThat(loaded.data().train().provenance().get(0).sha256())
        .isEqualTo(expected.train().provenance().get(0).sha256());
  }

  @Test
  void load_ofBadNumberInALaterRange_namesFileLineAndColumn() throws IOException {
    Leaves.writeCsv(folder, "\r\n");
    List<String> lines = new ArrayList<>(Leaves.lines(1));
    lines.set(100, "1,2,x3,4,5,ash");
    lines.set(130, "1,NaN,3,4,5,ash");
    Files.writeString(train(), Leaves.HEADER + "\r\n\r\n" + String.join("\r\n", lines));

    for (int ranges : List.of(1, 4, 13)) {
      assertThatThrownBy(() -> CsvScan.of(TASKS, source(), ranges))
          .isInstanceOf(DataException.class)
          .hasMessage(
              "%s: expected a number, received \"x3\" at line 103, column 3 (width). Write it as -1.5 or 2e3; a column that is no number belongs into \"ignore\".",
              source().file());
    }
  }

  @Test
  void load_ofFieldOfSeveralLines_isRefusedWhereverItIsCut() throws IOException {
    Leaves.writeCsv(folder, "\n");
    List<String> lines = new ArrayList<>(Leaves.lines(1));
    lines.set(100, "\"a\nb\nc\nd\ne\nf\ng\nh\",2,3,4,5,ash");
    Files.writeString(train(), Leaves.HEADER + "\n" + String.join("\n", lines));

    for (int ranges : List.of(1, 4, 200, 400)) {
      assertThatThrownBy(() -> CsvScan.of(TASKS, source(), ranges))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("at line 102, column 1 (id). ");
    }
  }

  @Test
  void load_ofHeaderAlone_saysThatThereIsNoExample() throws IOException {
    Leaves.writeCsv(folder, "\n");
    Files.writeString(train(), Leaves.HEADER + "\n");

    assertThatThrownBy(() -> CsvScan.of(TASKS, source(), 3))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith("expected at least one example, received none. Check the file.");
  }

  @Test
  void load_ofOtherTestColumns_isRefused() throws IOException {
    Leaves.writeCsv(folder, "\n");
    Path test = folder.resolve("leaves/test.csv");
    Files.writeString(test, Files.readString(test).replace("width", "breadth"));

    assertThatThrownBy(() -> Leaves.load(TASKS, folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("received \"breadth\" where that has \"width\".");
  }
}
