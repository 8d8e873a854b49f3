package io.ffsamediff.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.config.ConfigReader;
import io.ffsamediff.config.ConfigWriter;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.TrainTest;
import io.ffsamediff.eval.ForwardForwardModel;
import io.ffsamediff.graph.LayerParameters;
import io.ffsamediff.train.EpochEvent;
import io.ffsamediff.train.TrainingListener;
import io.ffsamediff.train.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same run on partitions and in one process. */
class SparkWorkplaceTest {

  private static final int EXAMPLES = 301;

  @TempDir private static Path folder;
  private static JavaSparkContext context;
  private static IdxFiles files;

  @BeforeAll
  static void start() throws IOException {
    TinyIdx.write(folder.resolve("bands"), EXAMPLES);
    files = IdxFiles.in(folder.resolve("bands").toUri().toString(), "bands", TinyIdx.CLASSES);
    context =
        new JavaSparkContext(
            new SparkConf()
                .setMaster("local[2]")
                .setAppName("ff-spark tests")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "localhost")
                .set("spark.driver.bindAddress", "127.0.0.1"));
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  private static RunConfig config() {
    return ConfigReader.parse(
        "test",
        """
        {"name": "bands", "seed": 3, "data": {"name": "bands"},
         "network": {"type": "forward-forward",
           "layers": [{"units": 40}, {"units": 30}]},
         "training": {"type": "layerwise", "epochs": 2, "layerEpochs": 25, "batchSize": "full",
           "optimizer": {"type": "adam", "learningRate": 0.03}},
         "device": {"type": "cpu", "threads": 1}}
        """,
        List.of());
  }

  /** What a run leaves. */
  private record Result(List<float[]> parameters, List<EpochEvent> epochs, int[] predicted) {}

  private static Result here() {
    RunConfig config = config();
    Dataset train = files.read(0, EXAMPLES);
    TrainTest data = new TrainTest(train, train);
    try (ForwardForwardModel model = ForwardForwardModel.of(config, data)) {
      return train(model, train);
    }
  }

  private static Result onPartitions(int count) {
    RunConfig config = config();
    Dataset train = files.read(0, EXAMPLES);
    TrainTest data = new TrainTest(files.outline(), train);
    Partitions partitions =
        new Partitions(context, "test-" + count, count, ConfigWriter.toJson(config), files);
    try (SparkWorkplace place = new SparkWorkplace(partitions);
        ForwardForwardModel model = ForwardForwardModel.of(config, data, place)) {
      return train(model, train);
    }
  }

  private static Result train(ForwardForwardModel model, Dataset test) {
    List<EpochEvent> epochs = new ArrayList<>();
    model.train(
        new TrainingListener() {
          @Override
          public void onEpoch(EpochEvent event, Supplier<TrainingState> state) {
            epochs.add(event);
          }
        });
    return new Result(
        model.network().layers().stream().map(LayerParameters::toArray).toList(),
        epochs,
        model.predict(test).labels());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void train_onPartitions_endsAsInOneProcess(int count) {
    Result one = here();
    Result many = onPartitions(count);

    for (int layer = 0; layer < 2; layer++) {
      assertThat(relativeDistance(many.parameters().get(layer), one.parameters().get(layer)))
          .as("layer %d", layer + 1)
          .isLessThan(1e-5);
    }
    assertThat(many.predicted()).isEqualTo(one.predicted());
    for (int epoch = 0; epoch < 2; epoch++) {
      assertThat(many.epochs().get(epoch).errors()).isEqualTo(one.epochs().get(epoch).errors());
    }
  }

  @Test
  void train_twiceOnTheSamePartitions_isTheSameBitForBit() {
    Result first = onPartitions(3);
    Result second = onPartitions(3);

    for (int layer = 0; layer < 2; layer++) {
      assertThat(second.parameters().get(layer)).isEqualTo(first.parameters().get(layer));
    }
  }

  private static double relativeDistance(float[] found, float[] expected) {
    double difference = 0;
    double length = 0;
    for (int i = 0; i < expected.length; i++) {
      difference += Math.pow(found[i] - expected[i], 2);
      length += Math.pow(expected[i], 2);
    }
    return Math.sqrt(difference / length);
  }
}
