package io.ffsamediff.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ffsamediff.data.DataException;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.TrainTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parquet, as Spark writes it, as data of a cluster. */
class ParquetClusterTest {

  private static final StructType LEAVES =
      new StructType()
          .add("id", DataTypes.StringType)
          .add("length", DataTypes.FloatType)
          .add("width", DataTypes.DoubleType)
          .add("height", DataTypes.LongType)
          .add("always", DataTypes.DoubleType)
          .add("kind", DataTypes.StringType);

  private static final StructType SMALL =
      new StructType()
          .add("a", DataTypes.ByteType)
          .add("b", DataTypes.DoubleType)
          .add("kind", DataTypes.IntegerType);

  @TempDir private static Path clusterFolder;
  private static JavaSparkContext context;
  private static SparkSession session;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException {
    context = TestClusters.open("local[2]", clusterFolder);
    session =
        SparkSession.builder()
            .config("spark.sql.warehouse.dir", clusterFolder.resolve("warehouse").toString())
            .getOrCreate();
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  /** Writes rows into so many files of row groups that are as small as the writer makes them. */
  private void write(String name, StructType schema, List<Row> rows, int files) {
    session
        .createDataFrame(rows, schema)
        .coalesce(1)
        .repartitionByRange(files, functions.monotonically_increasing_id())
        .write()
        .option("parquet.block.size", "1")
        .option("parquet.page.size.row.check.min", "1")
        .option("parquet.page.size", "64")
        .parquet(folder.resolve("leaves").resolve(name).toUri().toString());
  }

  private void writeLeaves(int files) throws IOException {
    Leaves.describe(folder, "parquet", "train", "test");
    write("train", LEAVES, rows(1), files);
    write("test", LEAVES, rows(2), 1);
  }

  private static List<Row> rows(int seed) {
    return Leaves.make(seed).stream()
        .map(
            leaf ->
                RowFactory.create(
                    "no " + leaf.id(),
                    leaf.length(),
                    leaf.width(),
                    leaf.height(),
                    0.1,
                    leaf.kind()))
        .toList();
  }

  private TableSplit train() {
    String own = folder.resolve("leaves").toUri().toString();
    return ParquetScan.of(
        context,
        ParquetFiles.list(own, "train"),
        "train",
        "leaves",
        Dataset.Split.TRAIN,
        DescriptionText.in(own).orElseThrow(),
        3);
  }

  /** The same table as CSV, without a cluster. */
  private TrainTest here() throws IOException {
    Path csv = folder.resolve("csv");
    Leaves.writeCsv(csv, "\n");
    return Leaves.here(csv);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void train_onPartitions_endsAsOnCsvInOneProcess(int partitions) throws IOException {
    writeLeaves(3);

    Results.assertAlike(
        Leaves.train(context, Leaves.load(context, folder), partitions), Leaves.train(here()));
  }

  @Test
  void load_ofATable_knowsItWithoutItsNumbers() throws IOException {
    writeLeaves(2);
    TrainTest expected = here();

    ClusterData loaded = Leaves.load(context, folder);

    Dataset outline = loaded.data().train();
    assertThat(outline.isElsewhere()).isTrue();
    assertThat(outline.labels()).isEqualTo(expected.train().labels());
    assertThat(outline.columns()).isEqualTo(expected.train().columns());
    assertThat(outline.classNames()).isEqualTo(Leaves.CLASSES);
    assertThat(outline.provenance()).hasSize(2);
    assertThat(outline.provenance().get(0).file()).startsWith("train/part-00000");
    Tables.assertClose(loaded.files().read(0, 120), expected.train());
    Tables.assertClose(loaded.data().test(), expected.test());
    Tables.assertClose(
        loaded.data().validation().orElseThrow(), expected.validation().orElseThrow());
  }

  /** Over the borders of row groups and files. */
  @Test
  void read_ofAnyRows_areThoseOfTheWhole() throws IOException {
    writeLeaves(3);
    TableSplit split = train();
    Path first = Path.of(URI.create(((ParquetFiles) split.files()).parts().get(0).file()));
    try (ParquetFileReader file =
        ParquetFileReader.open(
            HadoopInputFile.fromPath(
                new org.apache.hadoop.fs.Path(first.toUri()), new Configuration()))) {
      assertThat(file.getRowGroups()).hasSizeGreaterThan(1);
    }
    Dataset expected = split.files().read(0, Leaves.EXAMPLES);
    List<Leaves.Leaf> leaves = Leaves.make(1);
    for (int i = 0; i < Leaves.EXAMPLES; i++) {
      float[] line = new float[4];
      expected.copyInputs(i, line, 0);
      Leaves.Leaf leaf = leaves.get(i);
      assertThat(line)
          .containsExactly(leaf.length(), (float) leaf.width(), (float) leaf.height(), 0.1f);
      assertThat(split.labels_N()[i]).isEqualTo((byte) Leaves.CLASSES.indexOf(leaf.kind()));
    }
    for (int from = 0; from < Leaves.EXAMPLES; from += 25) {
      for (int to : List.of(from + 1, Math.min(from + 60, Leaves.EXAMPLES), Leaves.EXAMPLES)) {
        Tables.assertSame(split.files().share(from, to).read(from, to), expected.slice(from, to));
      }
    }
  }

  /** The second row of three small ones, replaced. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      value = {
        "null | 1    | 0    | expected a value, received null at row 2, column 1 (a). Correct it, or leave the row out.",
        "1    | null | 0    | expected a value, received null at row 2, column 2 (b). Correct it, or leave the row out.",
        "1    | NaN  | 0    | expected a number that is finite as a float, received NaN at row 2, column 2 (b). Correct it, or leave the row out.",
        "1    | 1e99 | 0    | expected a number that is finite as a float, received 1.0E99 at row 2, column 2 (b). Correct it, or leave the row out.",
        "1    | 1    | null | expected a value, received null at row 2, column 3 (kind). Correct it, or leave the row out.",
        "1    | 1    | 2    | expected a label, a whole number from 0 to 1, received \"2\" at row 2, column 3 (kind). Correct it, or leave the row out."
      })
  void read_ofWrongValue_namesFileRowAndColumn(Byte a, Double b, Integer kind, String message)
      throws IOException {
    describeSmall("");
    Row good = RowFactory.create((byte) -3, 2.5, 1);
    write("train", SMALL, List.of(good, RowFactory.create(a, b, kind), good), 1);

    assertThatThrownBy(() -> train().files().read(0, 3))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("/train/part-00000")
        .hasMessageEndingWith(": " + message);
  }

  private void describeSmall(String more) throws IOException {
    Files.writeString(
        Files.createDirectories(folder.resolve("leaves")).resolve("dataset.json"),
        """
        {"format": "parquet", "classes": 2, "train": "train", "test": "test", "label": "kind"%s}
        """
            .formatted(more));
  }

  @Test
  void read_ofSmallIntegers_areTheirNumbers() throws IOException {
    describeSmall(", \"ignore\": [2]");
    write("train", SMALL, List.of(RowFactory.create((byte) -3, null, 1)), 1);

    Dataset data = train().files().read(0, 1);

    assertThat(Tables.numbers(data)).containsExactly(-3);
    assertThat(data.label(0)).isEqualTo(1);
    assertThat(data.columns()).containsExactly("a");
  }

  @Test
  void open_ofAColumnThatIsNoNumber_namesIt() throws IOException {
    Leaves.describe(folder, "parquet", "train", "test");
    Files.writeString(
        folder.resolve("leaves/dataset.json"),
        Files.readString(folder.resolve("leaves/dataset.json")).replace("\"id\"", ""));
    write("train", LEAVES, rows(1), 1);

    assertThatThrownBy(this::train)
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith(
            ": expected a column of numbers (float, double, int32 or int64), received optional binary id (STRING) in column 1 (id). Write it as one, or put it into \"ignore\".");
  }

  @Test
  void open_ofAMissingColumn_listsThoseThatAreThere() throws IOException {
    Leaves.describe(folder, "parquet", "train", "test");
    write("train", SMALL, List.of(RowFactory.create((byte) 1, 1.0, 1)), 1);

    assertThatThrownBy(this::train)
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith(
            ": expected the ignored column \"id\", received the columns a, b, kind. Correct it in dataset.json.");
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
    String own = folder.resolve("leaves").toUri().toString();
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
