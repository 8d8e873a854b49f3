package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher adds for a cluster. */
class SparkStartTest {

  @TempDir private Path folder;

  @Test
  void of_noSparkOrNoPartForIt_isNothing() throws IOException {
    Path spark = folder.resolve("spark");
    Files.createDirectories(spark.resolve("jars"));

    assertThat(SparkStart.of(folder, Map.of())).isEmpty();
    assertThat(SparkStart.of(folder, Map.of("SPARK_HOME", folder.resolve("no").toString())))
        .isEmpty();
    // A distribution without its part for clusters.
    assertThat(SparkStart.of(folder, Map.of("SPARK_HOME", spark.toString()))).isEmpty();
  }

  @Test
  void of_both_putsSparkBehindTheEngine() throws IOException {
    Path spark = folder.resolve("spark");
    Files.createDirectories(spark.resolve("jars"));
    Files.createDirectories(folder.resolve("cluster"));

    SparkStart start = SparkStart.of(folder, Map.of("SPARK_HOME", spark.toString())).orElseThrow();

    assertThat(start.classPath(folder))
        .containsExactly(folder.resolve("cluster") + "/*", spark.resolve("jars") + "/*");
    assertThat(start.environment()).containsEntry("SPARK_SCALA_VERSION", "2.13");
    assertThat(start.options()).contains("--add-opens=java.base/java.nio=ALL-UNNAMED");
    assertThat(start.mainClass()).isEqualTo("io.ffsamediff.spark.SparkMain");
  }

  @Test
  void request_withACluster_isSeen() {
    assertThat(LaunchRequest.of(List.of("train", "c.json", "--cluster", "local[2]")))
        .extracting(LaunchRequest::onCluster)
        .isEqualTo(true);
    assertThat(LaunchRequest.of(List.of("train", "c.json", "--cluster=yarn")).onCluster()).isTrue();
    assertThat(LaunchRequest.of(List.of("train", "c.json")).onCluster()).isFalse();
  }
}
