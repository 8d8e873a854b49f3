package io.ffsamediff.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    return open(master, folder, Map.of());
  }

  /** The same with more settings. */
  static JavaSparkContext open(String master, Path folder, Map<String, String> settings)
      throws IOException {
    Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
    SparkConf conf =
        new SparkConf()
            .setMaster(master)
            .setAppName("ff-spark tests")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "localhost")
            .set("spark.driver.bindAddress", "127.0.0.1")
            .set("spark.local.dir", folder.resolve("local").toString())
            .set("spark.worker.dir", folder.resolve("work").toString())
            .set("spark.executor.extraClassPath", System.getProperty("java.class.path"))
            .set("spark.executor.extraJavaOptions", System.getProperty("ff.spark.jvm"))
            .set("spark.executorEnv.OMP_NUM_THREADS", "1");
    settings.forEach(conf::set);
    return new JavaSparkContext(conf);
  }

  /** Processes that have tasks. */
  static List<Long> executors(JavaSparkContext context) {
    return context
        .parallelize(List.of(1, 2, 3, 4, 5, 6, 7, 8), 8)
        .map(
            i -> {
              Thread.sleep(50);
              return ProcessHandle.current().pid();
            })
        .distinct()
        .collect();
  }
}
