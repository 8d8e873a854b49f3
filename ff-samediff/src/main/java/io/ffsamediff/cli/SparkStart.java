package io.ffsamediff.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the engine's process needs to be the driver of a Spark application.
 *
 * @param spark folder of the user's Spark
 */
record SparkStart(Path spark) {

  /** Folder of the distribution with what runs on Spark. */
  static final String FOLDER = "cluster";

  private static final String HOME = "SPARK_HOME";

  /** Packages that Spark reaches into on a JDK 17 (org.apache.spark.launcher.JavaModuleOptions). */
  private static final List<String> OPENED =
      List.of(
          "java.lang",
          "java.lang.invoke",
          "java.lang.reflect",
          "java.io",
          "java.net",
          "java.nio",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "jdk.internal.ref",
          "sun.nio.ch",
          "sun.nio.cs",
          "sun.security.action",
          "sun.util.calendar");

  /**
   * The user's Spark, where {@code SPARK_HOME} names one, and the distribution can use it.
   *
   * @param distribution its folder
   */
  static Optional<SparkStart> of(Path distribution, Map<String, String> environment) {
    String home = environment.getOrDefault(HOME, "");
    Path jars = Path.of(home).resolve("jars");
    return home.isBlank()
            || !Files.isDirectory(jars)
            || !Files.isDirectory(distribution.resolve(FOLDER))
        ? Optional.empty()
        : Optional.of(new SparkStart(Path.of(home)));
  }

  /** The class that is started, which knows Spark. */
  String mainClass() {
    return "io.ffsamediff.spark.SparkMain";
  }

  /** Variables that Spark's own scripts set. */
  Map<String, String> environment() {
    return Map.of("SPARK_SCALA_VERSION", "2.13");
  }

  /** Options of the JVM. */
  List<String> options() {
    Stream<String> opened =
        OPENED.stream().map(name -> "--add-opens=java.base/" + name + "=ALL-UNNAMED");
    return Stream.concat(
            opened,
            Stream.of(
                "-Djdk.reflect.useDirectMethodHandle=false",
                // Spark brings another one.
                "-Dslf4j.provider=ch.qos.logback.classic.spi.LogbackServiceProvider",
                "-Dslf4j.internal.verbosity=WARN"))
        .toList();
  }

  /** The distribution's part for clusters, and Spark's jars behind the engine's own. */
  List<String> classPath(Path distribution) {
    return List.of(distribution.resolve(FOLDER) + "/*", spark.resolve("jars") + "/*");
  }
}
