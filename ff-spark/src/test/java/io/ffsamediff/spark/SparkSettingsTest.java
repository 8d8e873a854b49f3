package io.ffsamediff.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the user gives goes before what the engine wants. */
class SparkSettingsTest {

  private static final String OPTIONS = "spark.executor.extraJavaOptions";

  private final List<String> given = new ArrayList<>();

  private SparkConf settings(String master, Map<String, String> properties) {
    properties.forEach(System::setProperty);
    given.addAll(properties.keySet());
    return SparkSettings.of(master, "ff bands");
  }

  @AfterEach
  void forget() {
    given.forEach(System::clearProperty);
  }

  @Test
  void of_nothingGiven_hasExecutorsFindTheEngine() {
    SparkConf conf = settings("spark://host:7077", Map.of());

    assertThat(conf.get("spark.app.name")).isEqualTo("ff bands");
    assertThat(conf.get("spark.executorEnv.OMP_NUM_THREADS")).isEqualTo("1");
    assertThat(conf.get("spark.executor.extraClassPath")).contains("javacpp");
    assertThat(conf.get(OPTIONS)).doesNotContain("maxphysicalbytes");
  }

  @Test
  void of_submitted_leavesTheClassPathToSpark() {
    SparkConf conf =
        settings(
            "yarn",
            Map.of(
                "spark.submit.deployMode", "cluster",
                "spark.app.name", "io.ffsamediff.spark.SparkMain"));

    assertThat(conf.get("spark.app.name")).isEqualTo("ff bands");
    assertThat(conf.contains("spark.executor.extraClassPath")).isFalse();
  }

  @Test
  void of_userHasGivenThem_keepsThem() {
    SparkConf conf =
        settings(
            "spark://host:7077",
            Map.of(
                "spark.app.name",
                "night",
                "spark.task.cpus",
                "4",
                "spark.locality.wait",
                "1s",
                OPTIONS,
                "-Dmine=1"));

    assertThat(conf.get("spark.app.name")).isEqualTo("night");
    assertThat(conf.get("spark.executorEnv.OMP_NUM_THREADS")).isEqualTo("4");
    assertThat(conf.get("spark.locality.wait")).isEqualTo("1s");
    // The last one counts where an option is there twice.
    assertThat(conf.get(OPTIONS)).startsWith("-Dorg.nd4j").endsWith(" -Dmine=1");
  }

  /** Heap and what is beside it: what a container is ended for. */
  @Test
  void of_boundedMemory_tellsTheExecutors() {
    assertThat(settings("k8s://https://host", Map.of()).get(OPTIONS))
        .contains("maxphysicalbytes=1408m");
    assertThat(settings("yarn", Map.of("spark.executor.memory", "8g")).get(OPTIONS))
        .contains("maxphysicalbytes=9011m");
    assertThat(
            settings(
                    "spark://host:7077",
                    Map.of("spark.executor.memory", "2g", "spark.executor.memoryOverhead", "6g"))
                .get(OPTIONS))
        .contains("maxphysicalbytes=8192m");
  }

  @Test
  void of_localCluster_waitsForAllExecutors() {
    SparkConf conf = settings("local-cluster[3,2,1024]", Map.of());

    assertThat(conf.get("spark.cores.max")).isEqualTo("6");
    assertThat(conf.get("spark.scheduler.minRegisteredResourcesRatio")).isEqualTo("1.0");
  }
}
