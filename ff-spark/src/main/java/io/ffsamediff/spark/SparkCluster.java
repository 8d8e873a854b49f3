package io.ffsamediff.spark;

import io.ffsamediff.config.ConfigWriter;
import io.ffsamediff.config.DataConfig;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.data.TrainTest;
import io.ffsamediff.train.Cluster;
import io.ffsamediff.train.TrainingMemory;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/** A Spark application as the cluster on which a run trains. */
final class SparkCluster implements Cluster {

  private final JavaSparkContext context;
  private @Nullable ShareFiles files;

  /** Takes over {@code context} and waits for its executors: before, their cores are not known. */
  SparkCluster(JavaSparkContext context) {
    this.context = context;
    context.setJobDescription("start of the executors");
    context.parallelize(List.of(0), 1).count();
  }

  @Override
  public String description() {
    return "Spark %s, %s, %d cores"
        .formatted(context.version(), context.master(), context.defaultParallelism());
  }

  @Override
  public int cores() {
    return context.defaultParallelism();
  }

  @Override
  public TrainTest load(DataConfig data, String folder) {
    ClusterData loaded = ClusterData.load(new SparkTasks(context), data, folder);
    files = loaded.files();
    return loaded.data();
  }

  @Override
  public Place place(RunConfig config, TrainTest data) {
    int count = context.defaultParallelism();
    SparkRules.check(config, data.train().size(), count);
    Partitions partitions =
        new Partitions(
            context,
            UUID.randomUUID().toString(),
            count,
            ConfigWriter.toJson(config),
            Objects.requireNonNull(files, "load comes first"));
    int inputs = RowEncoder.of(config, data.train()).inputs();
    int largest = (data.train().size() + count - 1) / count;
    TrainingMemory memory = TrainingMemory.ofShare(config, inputs, largest);
    try {
      partitions.prepare(memory.parameterBytes() + memory.batchBytes());
      return new SparkWorkplace(config, partitions);
    } catch (RuntimeException e) {
      partitions.close();
      throw e;
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
