package io.ffsamediff.spark;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;

/**
 * Settings of the application. Those that the user has given, to {@code spark-submit} or as {@code
 * -Dspark.…} in {@code FF_JAVA_OPTS}, go before them.
 */
final class SparkSettings {

  private static final String MASTER = "spark.master";
  private static final String NAME = "spark.app.name";
  private static final String EXECUTOR_CLASS_PATH = "spark.executor.extraClassPath";
  private static final String EXECUTOR_OPTIONS = "spark.executor.extraJavaOptions";
  private static final String EXECUTOR_MEMORY = "spark.executor.memory";
  private static final String MEMORY_OVERHEAD = "spark.executor.memoryOverhead";
  private static final String JARS = "spark.jars";

  /** Set by {@code spark-submit}, which gives the executors the application's jar. */
  private static final String SUBMITTED = "spark.submit.deployMode";

  private static final String CACHE = "org.bytedeco.javacpp.cachedir";

  private static final Pattern LOCAL_CLUSTER =
      Pattern.compile("local-cluster\\[\\s*(\\d+)\\s*,\\s*(\\d+)\\s*,.*");

  /** What Spark adds to an executor's heap, by default: a tenth, and at least so many MiB. */
  private static final long MIN_OVERHEAD_MIB = 384;

  private SparkSettings() {}

  /** The master that the user has given, to {@code spark-submit} or as a property. */
  static Optional<String> givenMaster() {
    return Optional.ofNullable(System.getProperty(MASTER));
  }

  /** Settings for a master. */
  static SparkConf of(String master, String name) {
    SparkConf conf = new SparkConf().setMaster(master);
    // spark-submit has the class for a name where it is told none.
    if (conf.get(NAME, SparkMain.class.getName()).equals(SparkMain.class.getName())) {
      conf.setAppName(name);
    }
    // A task has a core: more threads of the BLAS would take it from other tasks.
    conf.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", conf.get("spark.task.cpus", "1"));
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
    if (!conf.contains(EXECUTOR_CLASS_PATH) && !conf.contains(JARS) && !conf.contains(SUBMITTED)) {
      // Executors on this machine, or on others that have the distribution in the same place.
      conf.set(EXECUTOR_CLASS_PATH, distribution());
    }
    // The last one of an option counts: the user's.
    return conf.set(
        EXECUTOR_OPTIONS, (executorOptions(conf) + " " + conf.get(EXECUTOR_OPTIONS, "")).strip());
  }

  private static String executorOptions(SparkConf conf) {
    List<String> options = new ArrayList<>(List.of("-Dorg.nd4j.log.initialization=false"));
    // Without it, JavaCPP takes the first that can be written: the user's home, the JVM's folder.
    Optional.ofNullable(System.getProperty(CACHE))
        .ifPresent(folder -> options.add("-D" + CACHE + "=" + folder));
    executorMib(conf)
        .ifPresent(mib -> options.add("-Dorg.bytedeco.javacpp.maxphysicalbytes=" + mib + "m"));
    return String.join(" ", options);
  }

  /**
   * Memory of an executor in MiB: its heap, and what is beside it, where the user or the cluster's
   * manager bounds that.
   */
  private static OptionalLong executorMib(SparkConf conf) {
    String master = conf.get(MASTER);
    boolean container = master.startsWith("yarn") || master.startsWith("k8s");
    boolean given = conf.contains(MEMORY_OVERHEAD);
    if (!given && !container) {
      return OptionalLong.empty();
    }
    long heap = conf.getSizeAsMb(EXECUTOR_MEMORY, "1g");
    return OptionalLong.of(
        heap + (given ? conf.getSizeAsMb(MEMORY_OVERHEAD) : Math.max(MIN_OVERHEAD_MIB, heap / 10)));
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
