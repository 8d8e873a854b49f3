package io.ffsamediff.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Spark on this machine, for tests. */
final class TestClusters {

  private TestClusters() {}

  /**
   * A cluster whose executors have this process's class path.
   *
   * @param master as Spark has it
   * @param folder for its files
   */
  static JavaSparkContext open(String master, Path folder) throws IOException {
    Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
    return new JavaSparkContext(
        new SparkConf()
            .setMaster(master)
            .setAppName("ff-spark tests")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "localhost")
            .set("spark.driver.bindAddress", "127.0.0.1")
            .set("spark.local.dir", folder.resolve("local").toString())
            .set("spark.worker.dir", folder.resolve("work").toString())
            .set("spark.executor.extraClassPath", System.getProperty("java.class.path"))
            .set("spark.executorEnv.OMP_NUM_THREADS", "1"));
  }
}
