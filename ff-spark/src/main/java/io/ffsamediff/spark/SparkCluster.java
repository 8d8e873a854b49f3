package io.ffsamediff.spark;

import io.ffsamediff.config.ConfigWriter;
import io.ffsamediff.config.DataConfig;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.DataException;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.TrainTest;
import io.ffsamediff.train.Cluster;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/** A Spark application as the cluster on which a run trains. */
final class SparkCluster implements Cluster {

  /** Of MNIST, and of the data sets that were made in its form. */
  private static final int CLASSES = 10;

  private final JavaSparkContext context;
  private @Nullable IdxFiles files;

  /** Takes over {@code context}. */
  SparkCluster(JavaSparkContext context) {
    this.context = context;
    // What a stage does is told by the run itself.
    context.setLogLevel("ERROR");
  }

  @Override
  public String description() {
    return "Spark %s, %s, %d cores"
        .formatted(context.version(), context.master(), context.defaultParallelism());
  }

  @Override
  public void check(RunConfig config) {
    SparkRules.check(config);
  }

  @Override
  public TrainTest load(DataConfig data, String folder) {
    String own = folder + "/" + data.name();
    IdxFiles all = IdxFiles.in(own, data.name(), Dataset.Split.TRAIN, CLASSES);
    int chosen = data.trainExamples().of(all.count());
    int left = chosen - data.validationExamples();
    if (left < context.defaultParallelism()) {
      throw new DataException(
          "%s: expected at least one training example for each of %d cores besides the %d held back for validation, received %d. Lower data.validationExamples, or take fewer cores."
              .formatted(
                  all.images(), context.defaultParallelism(), data.validationExamples(), chosen));
    }
    IdxFiles test = IdxFiles.in(own, data.name(), Dataset.Split.TEST, CLASSES);
    files = all.first(left);
    return new TrainTest(
        files.outline(),
        test.first(data.testExamples().of(test.count())).all(),
        left == chosen ? Optional.empty() : Optional.of(all.read(left, chosen)));
  }

  @Override
  public Place place(RunConfig config, TrainTest data) {
    SparkRules.check(config, data.train().size());
    return new SparkWorkplace(
        new Partitions(
            context,
            UUID.randomUUID().toString(),
            context.defaultParallelism(),
            ConfigWriter.toJson(config),
            Objects.requireNonNull(files, "load comes first")));
  }

  @Override
  public void close() {
    context.close();
  }
}
