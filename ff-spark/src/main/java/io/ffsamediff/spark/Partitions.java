package io.ffsamediff.spark;

import io.ffsamediff.exec.LayerSums;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** The shares of a run's examples on a cluster, a partition each. */
final class Partitions implements AutoCloseable {

  private final JavaSparkContext context;
  private final String run;
  private final JavaRDD<ShardSpec> shards;

  /**
   * Shares of the same size, as near as can be.
   *
   * @param context the cluster; closed by its owner
   * @param run tells runs apart
   * @param count number of shares
   * @param config the resolved configuration, JSON
   */
  Partitions(JavaSparkContext context, String run, int count, String config, IdxFiles files) {
    this.context = context;
    this.run = run;
    List<ShardSpec> specs = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      int from = start(files.count(), index, count);
      int to = start(files.count(), index + 1, count);
      specs.add(new ShardSpec(run, index, from, to, files.count(), config, files));
    }
    // Cached, so that a task goes to where its partition's share is.
    this.shards = context.parallelize(specs, count).cache();
  }

  private static int start(int examples, int index, int count) {
    return (int) ((long) examples * index / count);
  }

  /** Sends a value to all machines that ask for it. */
  <T> Broadcast<T> broadcast(T value) {
    return context.broadcast(value);
  }

  /**
   * What all rows add up to in a step, in the order of the partitions.
   *
   * @param what is done, for Spark's own pages
   */
  LayerSums sums(String what, LayerWork work) {
    context.setJobDescription(what);
    List<LayerSums> parts =
        shards.map(spec -> Shards.with(spec, shard -> shard.sums(work))).collect();
    LayerSums all = parts.get(0);
    for (LayerSums part : parts.subList(1, parts.size())) {
      all = all.plus(part);
    }
    return all;
  }

  /** Errors of the usual predictor on all examples. */
  int errors(List<float[]> judged) {
    context.setJobDescription("errors on the examples to learn from");
    Broadcast<List<float[]>> sent = context.broadcast(judged);
    try {
      return shards
          .map(spec -> Shards.with(spec, shard -> shard.errors(sent.value())))
          .reduce(Integer::sum);
    } finally {
      sent.destroy();
    }
  }

  @Override
  public void close() {
    String ended = run;
    context.setJobDescription("end of the run");
    shards.foreach(spec -> Shards.release(ended));
    shards.unpersist();
  }
}
