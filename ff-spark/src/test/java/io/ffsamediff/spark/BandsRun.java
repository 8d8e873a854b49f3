package io.ffsamediff.spark;

import io.ffsamediff.config.ConfigReader;
import io.ffsamediff.config.ConfigWriter;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.TrainTest;
import io.ffsamediff.eval.ForwardForwardModel;
import io.ffsamediff.train.EpochEvent;
import io.ffsamediff.train.StepEvent;
import io.ffsamediff.train.TrainingListener;
import io.ffsamediff.train.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;

/** A small run, in one process or on a cluster. */
final class BandsRun {

  static final int EXAMPLES = 301;

  private static final String CONFIG =
      """
      {"name": "bands", "seed": 3, "data": {"name": "bands"},
       "device": {"type": "cpu", "threads": 1},
       %s}
      """;

  private static final String LAYERWISE =
      """
       "network": {"type": "forward-forward",
         "layers": [{"units": 40}, {"units": 30}]},
       "training": {"type": "layerwise", "epochs": %d, "layerEpochs": %d, "batchSize": "full",
         "optimizer": {"type": "adam", "learningRate": 0.03}}
      """;

  private final IdxFiles files;
  private final RunConfig config;

  /**
   * What a run leaves.
   *
   * @param parameters of each layer, then of the head, where there is one
   * @param epochs what was told of each epoch
   * @param predicted class of each example
   */
  record Result(List<float[]> parameters, List<EpochEvent> epochs, int[] predicted) {}

  /** Whoever does something between steps. */
  @FunctionalInterface
  interface AfterStep {
    void accept(int step, String run);
  }

  /** Layer after layer, on data that are written to {@code folder}. */
  BandsRun(Path folder, int epochs, int layerEpochs) throws IOException {
    this(folder, LAYERWISE.formatted(epochs, layerEpochs));
  }

  /** As {@code sections} of a configuration have it. */
  BandsRun(Path folder, String sections) throws IOException {
    this.config = ConfigReader.parse("test", CONFIG.formatted(sections), List.of());
    Path bands = folder.resolve("bands");
    TinyIdx.write(bands, EXAMPLES);
    this.files =
        IdxFiles.in(bands.toUri().toString(), "bands", Dataset.Split.TRAIN, TinyIdx.CLASSES);
  }

  /** All examples as one share. */
  ShardSpec share(String run) {
    return new ShardSpec(run, 0, 1, 0, EXAMPLES, EXAMPLES, ConfigWriter.toJson(config), files);
  }

  /** In this process. */
  Result here() {
    Dataset train = files.read(0, EXAMPLES);
    try (ForwardForwardModel model = ForwardForwardModel.of(config, new TrainTest(train, train))) {
      return train(model, train, step -> {});
    }
  }

  /** On so many partitions of a cluster. */
  Result on(JavaSparkContext context, int partitions) {
    return on(context, partitions, (step, run) -> {});
  }

  /** The same; {@code afterStep} is told the number of each step, from 1, and the run's name. */
  Result on(JavaSparkContext context, int count, AfterStep afterStep) {
    Dataset test = files.read(0, EXAMPLES);
    TrainTest data = new TrainTest(files.outline(), test);
    String run = "test-" + System.nanoTime();
    Partitions partitions = new Partitions(context, run, count, ConfigWriter.toJson(config), files);
    try (SparkWorkplace place = new SparkWorkplace(config, partitions);
        ForwardForwardModel model = ForwardForwardModel.of(config, data, place)) {
      return train(model, test, step -> afterStep.accept(step, run));
    }
  }

  /** Trains a network, and predicts {@code test}. */
  static Result train(ForwardForwardModel model, Dataset test, IntConsumer afterStep) {
    List<EpochEvent> epochs = new ArrayList<>();
    int[] steps = new int[1];
    model.train(
        new TrainingListener() {
          @Override
          public void onStep(StepEvent event) {
            afterStep.accept(++steps[0]);
          }

          @Override
          public void onEpoch(EpochEvent event, Supplier<TrainingState> state) {
            epochs.add(event);
          }
        });
    return new Result(model.network().values(), epochs, model.predict(test).labels());
  }
}
