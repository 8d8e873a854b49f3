package io.ffsamediff.spark;

import io.ffsamediff.config.RunConfig;
import io.ffsamediff.device.DeviceException;
import io.ffsamediff.train.Cluster;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Opens Spark clusters. */
final class SparkProvider implements Cluster.Provider {

  @Override
  public void check(RunConfig config) {
    SparkRules.check(config);
  }

  @Override
  public Optional<String> startedBy() {
    return SparkSettings.givenMaster();
  }

  @Override
  public Cluster open(String master, String name) {
    SparkConf settings = SparkSettings.of(master, name);
    try {
      return new SparkCluster(new JavaSparkContext(settings));
    } catch (Exception e) {
      // Whatever Spark throws, checked exceptions of Scala's too: it has no type for this.
      throw new DeviceException(
          "--cluster %s: expected a cluster that can be reached, received: %s. Check the address, and SPARK_HOME."
              .formatted(master, ExecutorFailure.firstLine(e)));
    }
  }
}
