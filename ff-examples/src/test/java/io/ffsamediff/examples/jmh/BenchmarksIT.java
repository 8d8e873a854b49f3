package io.ffsamediff.examples.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every benchmark runs, once and on little, as {@code make jmh} runs it. */
class BenchmarksIT {

  private static final int LIMIT_MINUTES = 5;

  /** No fork, no warm-up, one call each; the first failure ends the run. */
  private static final List<String> ONCE =
      List.of(
          "-f",
          "0",
          "-wi",
          "0",
          "-i",
          "1",
          "-bm",
          "ss",
          "-foe",
          "true",
          "-p",
          "units=8",
          "-p",
          "batchSize=full,7",
          "-p",
          "examples=20",
          "-p",
          "images=20");

  @TempDir private Path folder;

  @Test
  void benchmarks_allOfThem_runOnce() throws Exception {
    Path results = folder.resolve("results.json");

    Process jmh = start(results);

    assertThat(jmh.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)).isTrue();
    assertThat(jmh.exitValue()).as(Files.readString(output())).isZero();
    List<JsonNode> runs = new ArrayList<>();
    JsonMapper.shared().readTree(results.toFile()).forEach(runs::add);
    assertThat(runs)
        .extracting(run -> run.path("benchmark").asString().replaceAll(".*\\.(\\w+\\.\\w+)", "$1"))
        .contains(
            "StepBenchmark.step",
            "NegativeSamplerBenchmark.sample",
            "RowEncoderBenchmark.encode",
            "AugmenterBenchmark.distort",
            "IdxReaderBenchmark.memory",
            "IdxReaderBenchmark.plainFile",
            "IdxReaderBenchmark.packedFile");
    assertThat(runs)
        .allMatch(run -> run.at("/primaryMetric/score").asDouble() > 0)
        .filteredOn(run -> run.at("/params").has("negatives"))
        .as("a run for each kind of negatives that is drawn for a whole epoch")
        .extracting(run -> run.at("/params/negatives").asString())
        .containsExactlyInAnyOrder("shuffled", "wrong-label");
  }

  private Process start(Path results) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dff.home="
                    + Path.of(System.getProperty("ff.script")).resolveSibling("target/dist"),
                "-cp",
                System.getProperty("java.class.path"),
                Jmh.class.getName()));
    command.addAll(ONCE);
    command.addAll(List.of("-rf", "json", "-rff", results.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // Nothing is measured, so a benchmark elsewhere on the machine need not be waited for.
    builder.environment().put("FF_JAVA_OPTS", "-Djmh.ignoreLock=true");
    return builder.redirectOutput(output().toFile()).start();
  }

  private Path output() {
    return folder.resolve("output.txt");
  }
}
