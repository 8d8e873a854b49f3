package io.ffsamediff.spark;

import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;

/** A Spark job with a name that Spark's own pages show. */
final class ClusterJob {

  private ClusterJob() {}

  /**
   * Runs a job.
   *
   * @param what is done
   * @throws io.ffsamediff.data.DataException if executors cannot read something
   * @throws io.ffsamediff.device.DeviceException if they cannot do their part for another reason
   */
  static <R> R run(JavaSparkContext context, String what, Supplier<R> job) {
    context.setJobDescription(what);
    try {
      return job.get();
    } catch (Exception e) {
      // Spark throws checked exceptions of Scala's without declaring them.
      throw ExecutorFailure.of(what, e);
    }
  }
}
