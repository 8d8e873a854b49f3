package io.ffsamediff.spark;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Tasks of Spark jobs.
 *
 * @param context the cluster
 */
record SparkTasks(JavaSparkContext context) implements Tasks {

  @Override
  public int cores() {
    return context.defaultParallelism();
  }

  @Override
  public <T extends Serializable, R> List<R> each(String what, List<T> items, Work<T, R> work) {
    context.setJobDescription(what);
    try {
      return context.parallelize(items, items.size()).map(work::of).collect();
    } catch (Exception e) {
      // Spark throws checked exceptions of Scala's without declaring them.
      throw ExecutorFailure.of(what, e);
    }
  }
}
