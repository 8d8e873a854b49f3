package io.ffsamediff.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ffsamediff.data.DataException;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.TrainTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parquet files, read row by row. */
class ParquetScanTest {

  private static final Tasks TASKS = new TasksHere(3);

  private static final String LEAVES =
      """
      message leaves {
        required binary id (UTF8);
        required float length;
        optional double width;
        required int64 height;
        required float always;
        optional binary kind (UTF8);
      }
      """;

  private static final String SMALL =
      """
      message small {
        optional int32 a (INTEGER(8,true));
        optional double b;
        required int32 c (INTEGER(32,false));
        optional int32 kind;
      }
      """;

  @TempDir private Path folder;
  private String own = "";

  @BeforeEach
  void makeFolder() throws IOException {
    own = Files.createDirectories(folder.resolve("leaves")).toUri().toString();
  }

  private String address(String file) {
    return folder.resolve("leaves").resolve(file).toUri().toString();
  }

  /** Writes rows, of which a row group has as few as the writer can make it have. */
  private void write(String file, String schema, List<? extends List<?>> rows) throws IOException {
    MessageType type = MessageTypeParser.parseMessageType(schema);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(address(file)))
            .withType(type)
            .withRowGroupRowCountLimit(20)
            .build()) {
      for (List<?> row : rows) {
        writer.write(group(type, row));
      }
    }
  }

  private static Group group(MessageType type, List<?> row) {
    Group group = new SimpleGroup(type);
    for (int i = 0; i < row.size(); i++) {
      Object value = row.get(i);
      if (value instanceof Integer number) {
        group.add(i, number);
      } else if (value instanceof Long number) {
        group.add(i, number);
      } else if (value instanceof Float number) {
        group.add(i, number);
      } else if (value instanceof Double number) {
        group.add(i, number);
      } else if (!value.equals("null")) {
        group.add(i, value.toString());
      }
    }
    return group;
  }

  private static List<List<Object>> rows(int seed) {
    return Leaves.make(seed).stream()
        .map(
            leaf ->
                List.<Object>of(
                    "no", leaf.length(), leaf.width(), leaf.height(), 0.1f, leaf.kind()))
        .toList();
  }

  /** Part files of 100, 0 and 51 rows of {@link Leaves}. */
  private void writeLeaves() throws IOException {
    Leaves.describe(folder, "parquet", "train", "test.parquet");
    List<List<Object>> rows = rows(1);
    write("train/part-0", LEAVES, rows.subList(0, 100));
    write("train/part-1", LEAVES, List.of());
    write("train/part-2", LEAVES, rows.subList(100, Leaves.EXAMPLES));
    write("test.parquet", LEAVES, rows(2));
  }

  private TableSplit train() {
    return ParquetScan.of(
        TASKS,
        ParquetFiles.list(own, "train"),
        "train",
        "leaves",
        Dataset.Split.TRAIN,
        DescriptionText.in(own).orElseThrow(),
        3);
  }

  @Test
  void load_ofATable_isThatOfCsvInOneProcess() throws IOException {
    writeLeaves();
    Path csv = folder.resolve("csv");
    Leaves.writeCsv(csv, "\n");
    TrainTest expected = Leaves.here(csv);

    ClusterData loaded = Leaves.load(TASKS, folder);

    Dataset outline = loaded.data().train();
    assertThat(outline.isElsewhere()).isTrue();
    assertThat(outline.labels()).isEqualTo(expected.train().labels());
    assertThat(outline.columns()).isEqualTo(expected.train().columns());
    assertThat(outline.classNames()).isEqualTo(Leaves.CLASSES);
    assertThat(outline.provenance().stream().map(file -> file.file()))
        .containsExactly("train/part-0", "train/part-1", "train/part-2");
    assertThat(loaded.data().test().provenance().get(0).file()).isEqualTo("test.parquet");
    Tables.assertClose(loaded.files().read(0, 120), expected.train());
    Tables.assertClose(loaded.data().test(), expected.test());
    Tables.assertClose(
        loaded.data().validation().orElseThrow(), expected.validation().orElseThrow());
  }

  /** Over the borders of row groups and files. */
  @Test
  void read_ofAnyRows_areThoseOfTheWhole() throws IOException {
    writeLeaves();
    try (ParquetFileReader file =
        ParquetFileReader.open(
            HadoopInputFile.fromPath(
                new org.apache.hadoop.fs.Path(address("train/part-0")), new Configuration()))) {
      assertThat(file.getRowGroups()).hasSize(5);
    }
    ShareFiles files = train().files();
    Dataset expected = files.read(0, Leaves.EXAMPLES);
    List<Leaves.Leaf> leaves = Leaves.make(1);
    for (int i = 0; i < Leaves.EXAMPLES; i++) {
      float[] line = new float[4];
      expected.copyInputs(i, line, 0);
      Leaves.Leaf leaf = leaves.get(i);
      assertThat(line)
          .containsExactly(leaf.length(), (float) leaf.width(), (float) leaf.height(), 0.1f);
      assertThat(expected.label(i)).isEqualTo(Leaves.CLASSES.indexOf(leaf.kind()));
    }
    for (int from = 0; from < Leaves.EXAMPLES; from += 40) {
      for (int to : List.of(from + 1, Math.min(from + 60, Leaves.EXAMPLES), Leaves.EXAMPLES)) {
        Tables.assertSame(files.share(from, to).read(from, to), expected.slice(from, to));
      }
    }
  }

  /** The row behind 20 good ones, which is in another row group. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "null | 1    | 0    | expected a value, received null at row 21, column 1 (a). Correct it, or leave the row out.",
        "1    | null | 0    | expected a value, received null at row 21, column 2 (b). Correct it, or leave the row out.",
        "1    | NaN  | 0    | expected a number that is finite as a float, received NaN at row 21, column 2 (b). Correct it, or leave the row out.",
        "1    | 1e99 | 0    | expected a number that is finite as a float, received 1.0E99 at row 21, column 2 (b). Correct it, or leave the row out.",
        "1    | 1    | null | expected a value, received null at row 21, column 4 (kind). Correct it, or leave the row out.",
        "1    | 1    | 2    | expected a label, a whole number from 0 to 1, received \"2\" at row 21, column 4 (kind). Correct it, or leave the row out."
      })
  void read_ofWrongValue_namesFileRowAndColumn(String a, String b, String kind, String message)
      throws IOException {
    describeSmall("");
    List<List<Object>> rows = new ArrayList<>(Collections.nCopies(22, List.of(-3, 2.5, 0, 1)));
    rows.set(
        20,
        List.of(
            a.equals("null") ? a : (Object) Integer.valueOf(a),
            b.equals("null") ? b : (Object) Double.valueOf(b),
            0,
            kind.equals("null") ? kind : (Object) Integer.valueOf(kind)));
    write("train", SMALL, rows);

    assertThatThrownBy(() -> train().files().read(0, 22))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith("/leaves/train: " + message);
  }

  private void describeSmall(String more) throws IOException {
    Files.writeString(
        folder.resolve("leaves/dataset.json"),
        """
        {"format": "parquet", "classes": 2, "train": "train", "test": "test", "label": "kind"%s}
        """
            .formatted(more));
  }

  @Test
  void read_ofSmallAndUnsignedIntegers_areTheirNumbers() throws IOException {
    describeSmall(", \"ignore\": [2]");
    write("train", SMALL, List.of(List.of(-3, "null", -1, 1)));

    Dataset data = train().files().read(0, 1);

    assertThat(Tables.numbers(data)).containsExactly(-3, (float) 4294967295L);
    assertThat(data.label(0)).isEqualTo(1);
    assertThat(data.columns()).containsExactly("a", "c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "required binary a (UTF8) | required binary a (STRING)",
        "optional int32 a (DATE)  | optional int32 a (DATE)",
        "repeated float a         | repeated float a",
        "optional boolean a       | optional boolean a"
      })
  void open_ofAColumnThatIsNoNumber_namesIt(String column, String shown) throws IOException {
    describeSmall("");
    write("train", "message m { required int32 kind; %s; }".formatted(column), List.of());

    assertThatThrownBy(this::train)
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith(
            "train: expected a column of numbers (float, double, int32 or int64), received %s in column 2 (a). Write it as one, or put it into \"ignore\".",
            shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`, \"ignore\": [\"id\"]` | expected the ignored column \"id\", received the columns a, b, c, kind. Correct it in dataset.json.",
        "`, \"ignore\": [5]` | expected the ignored column 5, received the columns a, b, c, kind. Correct it in dataset.json.",
        "`, \"ignore\": [4]` | expected a label column that is not ignored, received \"kind\". Ignore other columns.",
        "`, \"ignore\": [1, 2, 3]` | expected a column beside the label and those that are ignored, received none. Ignore fewer."
      })
  void open_ofOtherColumnsThanTold_saysSo(String told, String message) throws IOException {
    describeSmall(told);
    write("train", SMALL, List.of());

    assertThatThrownBy(this::train)
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith("train: " + message);
  }

  @Test
  void open_ofPartsWithOtherColumns_namesTheFile() throws IOException {
    describeSmall("");
    write("train/part-1", SMALL, List.of());
    write("train/part-2", SMALL.replace(" b;", " d;"), List.of());

    assertThatThrownBy(this::train)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("train/part-2: expected the columns of the first file");
  }

  @Test
  void open_ofNoRows_saysSo() throws IOException {
    describeSmall("");
    write("train", SMALL, List.of());

    assertThatThrownBy(this::train)
        .isInstanceOf(DataException.class)
        .hasMessage("train: expected at least one row, received none. Check the file.");
  }

  @Test
  void open_ofWhatIsNoParquet_namesTheFile() throws IOException {
    describeSmall("");
    Files.writeString(folder.resolve("leaves/train"), "a,b,kind\n1,2,0\n1,2,0\n");

    assertThatThrownBy(this::train)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("leaves/train: expected a Parquet file that can be read, received ");
  }

  @Test
  void list_ofAFolder_passesOverNotesAndRefusesFolders() throws IOException {
    Path train = Files.createDirectories(folder.resolve("leaves/train"));
    Files.writeString(train.resolve("_SUCCESS"), "");
    Files.writeString(train.resolve(".part-1.crc"), "");

    assertThatThrownBy(() -> ParquetFiles.list(own, "train"))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith(
            "/train: expected Parquet files in it, and no folders, received none. Write it without partitionBy.");
    Files.writeString(train.resolve("part-2"), "");
    Files.writeString(train.resolve("part-1"), "");
    assertThat(
            ParquetFiles.list(own, "train").stream().map(file -> file.substring(file.length() - 6)))
        .containsExactly("part-1", "part-2");
    Files.createDirectories(train.resolve("kind=ash"));
    assertThatThrownBy(() -> ParquetFiles.list(own, "train"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("received others");
    assertThatThrownBy(() -> ParquetFiles.list(own, "other"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("expected other, a Parquet file or a folder of them, received none.");
  }
}
