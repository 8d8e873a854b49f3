package io.ffsamediff.spark;

import io.ffsamediff.config.ConfigReader;
import io.ffsamediff.config.ConfigWriter;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.DatasetCatalog;
import io.ffsamediff.data.ProgressListener;
import io.ffsamediff.data.TrainTest;
import io.ffsamediff.eval.ForwardForwardModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A small table, {@code leaves}: a number of the line, four numbers, of which one is constant and
 * one large, and the name of the class.
 */
final class Leaves {

  static final int EXAMPLES = 151;
  static final String HEADER = "id,length,width,height,always,kind";
  static final List<String> CLASSES = List.of("ash", "birch", "cherry");

  private static final String CONFIG =
      """
      {"name": "leaves", "seed": 3,
       "data": {"name": "leaves", "trainExamples": 140, "validationExamples": 20,
         "testExamples": 50},
       "network": {"type": "forward-forward", "layers": [{"units": 20}, {"units": 10}]},
       "labels": {"type": "append", "strength": 1},
       "training": {"type": "layerwise", "epochs": 1, "layerEpochs": 8, "batchSize": "full",
         "optimizer": {"type": "adam", "learningRate": 0.03}},
       "device": {"type": "cpu", "threads": 1}}
      """;

  private Leaves() {}

  /** A line's numbers, as Java writes them, and its class. */
  record Leaf(int id, float length, double width, long height, String kind) {

    String line() {
      return String.format(Locale.ROOT, "%d,%s,%s,%d,0.1,%s", id, length, width, height, kind);
    }
  }

  /** Leaves; the same for the same seed. */
  static List<Leaf> make(int seed) {
    Random random = new Random(seed);
    List<Leaf> leaves = new ArrayList<>();
    for (int i = 0; i < EXAMPLES; i++) {
      int kind = random.nextInt(CLASSES.size());
      leaves.add(
          new Leaf(
              i,
              (float) (kind + 0.4 * random.nextGaussian()),
              1e4 - 10 * kind + 5 * random.nextGaussian(),
              random.nextInt(100) - 10L * kind,
              CLASSES.get(kind)));
    }
    return leaves;
  }

  static List<String> lines(int seed) {
    return make(seed).stream().map(Leaf::line).toList();
  }

  /** Writes them as CSV, with lines that end as {@code end}, none behind the last. */
  static void writeCsv(Path folder, String end) throws IOException {
    Path own = Files.createDirectories(folder.resolve("leaves"));
    describe(folder, "csv", "train.csv", "test.csv");
    Files.writeString(own.resolve("train.csv"), HEADER + end + end + String.join(end, lines(1)));
    Files.writeString(own.resolve("test.csv"), HEADER + end + String.join(end, lines(2)));
  }

  static void describe(Path folder, String format, String train, String test) throws IOException {
    Files.writeString(
        Files.createDirectories(folder.resolve("leaves")).resolve("dataset.json"),
        """
        {"format": "%s", "classes": ["ash", "birch", "cherry"], "train": "%s", "test": "%s",
         "label": "kind", "ignore": ["id"]}
        """
            .formatted(format, train, test));
  }

  static RunConfig config() {
    return ConfigReader.parse("test", CONFIG, List.of());
  }

  /** The table as the engine reads it without a cluster. */
  static TrainTest here(Path folder) {
    return DatasetCatalog.standard(Map.of())
        .load("leaves", folder, ProgressListener.none())
        .prepared(config().data());
  }

  /** The table as a cluster reads it. */
  static ClusterData load(Tasks tasks, Path folder) {
    return ClusterData.load(tasks, config().data(), folder.toUri().toString());
  }

  /** A run in this process. */
  static BandsRun.Result train(TrainTest data) {
    try (ForwardForwardModel model = ForwardForwardModel.of(config(), data)) {
      return BandsRun.train(model, data.test(), step -> {});
    }
  }

  /** A run on a cluster. */
  static BandsRun.Result train(JavaSparkContext context, ClusterData data, int partitions) {
    Partitions shares =
        new Partitions(
            context,
            "leaves-" + System.nanoTime(),
            partitions,
            ConfigWriter.toJson(config()),
            data.files());
    try (SparkWorkplace place = new SparkWorkplace(config(), shares);
        ForwardForwardModel model = ForwardForwardModel.of(config(), data.data(), place)) {
      return BandsRun.train(model, data.data().test(), step -> {});
    }
  }
}
