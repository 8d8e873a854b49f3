package io.ffsamediff.spark;

import io.ffsamediff.exec.LayerSums;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** The shares of a run's examples on a cluster, a partition each. */
final class Partitions implements AutoCloseable {

  private final JavaSparkContext context;
  private final String run;
  private final int count;
  private final JavaRDD<ShardSpec> shards;

  /**
   * Shares of the same size, as near as can be.
   *
   * @param context the cluster; closed by its owner
   * @param run tells runs apart
   * @param count number of shares
   * @param config the resolved configuration, JSON
   */
  Partitions(JavaSparkContext context, String run, int count, String config, ShareFiles files) {
    this.context = context;
    this.run = run;
    this.count = count;
    List<ShardSpec> specs = new ArrayList<>();
    for (RowSpan span : RowSpan.cut(files.count(), count)) {
      specs.add(
          new ShardSpec(
              run,
              specs.size(),
              count,
              span.from(),
              span.to(),
              files.count(),
              config,
              files.share(span.from(), span.to())));
    }
    // Cached, so that a task goes to where its partition's share is.
    this.shards = context.parallelize(specs, count).cache();
  }

  /** Sends a value to all machines that ask for it. */
  <T> Broadcast<T> broadcast(T value) {
    return context.broadcast(value);
  }

  /**
   * What all shares add up to in a step, in the order of the partitions.
   *
   * @param what is done, for Spark's own pages
   */
  SumsTree.Part sums(String what, ShareWork work) {
    return job(what, () -> SumsTree.of(shards.map(spec -> part(spec, work)), count));
  }

  private static SumsTree.Part part(ShardSpec spec, ShareWork work) {
    long start = System.nanoTime();
    work.fetch();
    long fetched = System.nanoTime();
    List<LayerSums> sums = Shards.with(spec, work::on);
    return new SumsTree.Part(spec.index(), sums, fetched - start, System.nanoTime() - fetched);
  }

  /**
   * Sees to it that all executors can do their part, and has them read their shares.
   *
   * @param bytesOfShare memory outside of the heap that the largest share takes
   * @throws io.ffsamediff.device.DeviceException if one cannot
   * @throws io.ffsamediff.data.DataException if a share cannot be read
   */
  void prepare(long bytesOfShare) {
    // The driver is told too.
    int executors = Math.max(1, context.sc().statusTracker().getExecutorInfos().length - 1);
    int each = (count + executors - 1) / executors;
    job(
        "executors",
        () -> shards.map(spec -> ExecutorProbe.check(each, each * bytesOfShare)).collect());
    job("examples", () -> shards.map(spec -> Shards.with(spec, Shard::examples)).collect());
  }

  /** Errors of the usual predictor on all examples. */
  int errors(List<float[]> judged) {
    Broadcast<List<float[]>> sent = context.broadcast(judged);
    try {
      return job(
          "errors on the examples to learn from",
          () ->
              shards
                  .map(spec -> Shards.with(spec, shard -> shard.errors(sent.value())))
                  .reduce(Integer::sum));
    } finally {
      sent.destroy();
    }
  }

  /** Runs a job under a name that Spark's own pages show. */
  private <R> R job(String what, Supplier<R> job) {
    context.setJobDescription(what);
    try {
      return job.get();
    } catch (Exception e) {
      // Spark throws checked exceptions of Scala's without declaring them.
      throw ExecutorFailure.of(what, e);
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
