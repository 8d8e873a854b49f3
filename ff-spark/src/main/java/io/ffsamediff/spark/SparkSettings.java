package io.ffsamediff.spark;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;

/**
 * Settings of the application. Those that the user has given as {@code -Dspark.…} in {@code
 * FF_JAVA_OPTS} go before them.
 */
final class SparkSettings {

  private static final String EXECUTOR_CLASS_PATH = "spark.executor.extraClassPath";
  private static final String JARS = "spark.jars";

  private static final Pattern LOCAL_CLUSTER =
      Pattern.compile("local-cluster\\[\\s*(\\d+)\\s*,\\s*(\\d+)\\s*,.*");

  private SparkSettings() {}

  /** Settings for a master. */
  static SparkConf of(String master, String name) {
    SparkConf conf = new SparkConf().setMaster(master).setAppName(name);
    // A task has a core: more threads of the BLAS would take it from other tasks.
    conf.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", "1");
    conf.setIfMissing("spark.executorEnv.OMP_WAIT_POLICY", "passive");
    // A share moves only when its executor is gone: elsewhere it would have to be made anew.
    conf.setIfMissing("spark.locality.wait", "30s");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    // Shares stay where they were first asked for: all executors are to be there by then.
    conf.setIfMissing("spark.scheduler.minRegisteredResourcesRatio", "1.0");
    Matcher local = LOCAL_CLUSTER.matcher(master);
    if (local.matches()) {
      long cores = Long.parseLong(local.group(1)) * Long.parseLong(local.group(2));
      conf.setIfMissing("spark.cores.max", Long.toString(cores));
      // Spark's own is 2 at least.
      conf.setIfMissing("spark.default.parallelism", Long.toString(cores));
    }
    if (!conf.contains(EXECUTOR_CLASS_PATH) && !conf.contains(JARS)) {
      // Executors on this machine, or on others that have the distribution in the same place.
      conf.set(EXECUTOR_CLASS_PATH, distribution());
    }
    String cache = System.getProperty("org.bytedeco.javacpp.cachedir");
    if (cache != null) {
      conf.setIfMissing(
          "spark.executor.extraJavaOptions",
          "-Dorg.bytedeco.javacpp.cachedir=%s -Dorg.nd4j.log.initialization=false"
              .formatted(cache));
    }
    return conf;
  }

  /** The distribution's class path without Spark, which executors have. */
  private static String distribution() {
    String home = System.getProperty("ff.home");
    if (home == null) {
      return System.getProperty("java.class.path");
    }
    return String.join(
        File.pathSeparator,
        List.of("lib", "backends/cpu", "cluster").stream()
            .map(folder -> Path.of(home).toAbsolutePath().resolve(folder) + "/*")
            .toList());
  }
}
