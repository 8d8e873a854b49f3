package io.ffsamediff.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ffsamediff.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on tables, on a cluster and in one process. */
class TableClusterTest {

  private static final StructType LEAVES =
      new StructType()
          .add("id", DataTypes.StringType)
          .add("length", DataTypes.FloatType)
          .add("width", DataTypes.DoubleType)
          .add("height", DataTypes.LongType)
          .add("always", DataTypes.FloatType)
          .add("kind", DataTypes.StringType);

  @TempDir private static Path clusterFolder;
  private static JavaSparkContext context;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException {
    context = TestClusters.open("local[2]", clusterFolder);
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  @BeforeEach
  void writeCsv() throws IOException {
    Leaves.writeCsv(folder, "\n");
  }

  private void assertEndsAsInOneProcess(BandsRun.Result here) {
    ClusterData data = Leaves.load(new SparkTasks(context), folder);
    for (int partitions : List.of(1, 2, 4)) {
      Results.assertAlike(Leaves.train(context, data, partitions), here);
    }
  }

  @Test
  void train_onCsv_endsAsInOneProcess() {
    assertEndsAsInOneProcess(Leaves.train(Leaves.here(folder)));
  }

  /** The same table, as Spark writes it. */
  @Test
  void train_onParquet_endsAsInOneProcessOnCsv() throws IOException {
    BandsRun.Result here = Leaves.train(Leaves.here(folder));
    Leaves.describe(folder, "parquet", "train", "test");
    writeParquet("train", 1);
    writeParquet("test", 2);
    assertThat(ParquetFiles.list(folder.resolve("leaves").toUri().toString(), "train")).hasSize(2);

    assertEndsAsInOneProcess(here);
  }

  /** Two files, each with one of two neighbouring ranges of rows. */
  private void writeParquet(String name, int seed) {
    List<Row> rows =
        Leaves.make(seed).stream()
            .map(
                leaf ->
                    RowFactory.create(
                        "no " + leaf.id(),
                        leaf.length(),
                        leaf.width(),
                        leaf.height(),
                        0.1f,
                        leaf.kind()))
            .toList();
    SparkSession.builder()
        .config("spark.sql.warehouse.dir", clusterFolder.resolve("warehouse").toString())
        .getOrCreate()
        .createDataFrame(context.parallelize(rows, 2), LEAVES)
        .write()
        .parquet(folder.resolve("leaves").resolve(name).toUri().toString());
  }

  @Test
  void load_ofBadNumberInALaterPartition_namesFileLineAndColumn() throws IOException {
    List<String> lines = new ArrayList<>(Leaves.lines(1));
    lines.set(100, "1,2,x3,4,5,ash");
    Path train = folder.resolve("leaves/train.csv");
    Files.writeString(train, Leaves.HEADER + "\n" + String.join("\n", lines));

    assertThatThrownBy(() -> Leaves.load(new SparkTasks(context), folder))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith(
            "leaves/train.csv: expected a number, received \"x3\" at line 102, column 3 (width). Write it as -1.5 or 2e3; a column that is no number belongs into \"ignore\".");
  }
}
