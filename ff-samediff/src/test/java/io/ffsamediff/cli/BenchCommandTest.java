package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ff bench} in a process of its own, which starts others. */
class BenchCommandTest {

  @TempDir Path folder;

  @BeforeEach
  void write() throws Exception {
    TinyRun.write(folder);
  }

  @Test
  void bench_bothDevices_measuresOneAndSaysWhyNotTheOther() throws Exception {
    FfProcess ff =
        bench("--devices", "cpu,cuda", "--repeats", "1", "--warm-up", "0", "--json", "-");

    assertThat(ff.exitCode()).as(ff.err()).isZero();
    JsonNode json = JsonMapper.shared().readTree(ff.out());
    JsonNode cpu = json.at("/devices/0");
    assertThat(cpu.path("available").asBoolean()).isTrue();
    assertThat(cpu.path("layers")).hasSize(2);
    assertThat(cpu.at("/layers/0/batches").asInt()).isEqualTo(4);
    assertThat(cpu.at("/layers/1/rows").asInt()).isEqualTo(40);
    assertThat(cpu.path("epochSeconds").asDouble()).isPositive();
    assertThat(cpu.at("/epoch/innerEpochsFrom").asString()).isEqualTo("loop");
    assertThat(json.at("/devices/1/available").asBoolean()).isFalse();
    assertThat(json.at("/devices/1/reason").asString()).contains("expected a CUDA device");
    assertThat(ff.err()).contains("bench cpu: prediction");
  }

  @Test
  void bench_cudaWhereThereIsNone_isDeviceErrorAndToldInTheJson() throws Exception {
    FfProcess ff = bench("--devices", "cuda", "--json", "cuda.json");

    assertThat(ff.exitCode()).isEqualTo(7);
    assertThat(ff.out()).contains("cuda: not available");
    assertThat(Files.readString(folder.resolve("cuda.json"))).contains("\"available\" : false");
  }

  @Test
  void bench_wrongUsage_isTwo() throws Exception {
    FfProcess.refused(
        folder,
        2,
        "--repeats: expected a number of 1 or more",
        "bench",
        "tiny.json",
        "--repeats=0");
    FfProcess.refused(
        folder,
        2,
        "--warm-up: expected a number of 0 or more",
        "bench",
        "tiny.json",
        "--warm-up=-1");
    FfProcess.refused(folder, 2, "samediff-fit", "bench", "tiny.json", "--baseline=torch");
    FfProcess.refused(folder, 2, "--devices", "bench", "tiny.json", "--devices=cpu,tpu");
    FfProcess.refused(folder, 2, "CONFIG", "bench");
  }

  @Test
  void bench_configurationWithoutWhatIsMeasured_isTwoBeforeAnythingStarts() throws Exception {
    String interleaved = "training={\"type\": \"interleaved\", \"epochs\": 2}";
    FfProcess.refused(
        folder,
        2,
        "--baseline: expected a configuration that trains \"layerwise\"",
        "bench",
        "tiny.json",
        "--baseline=samediff-fit",
        "--set",
        interleaved);
    FfProcess.refused(
        folder,
        2,
        "received \"hybrid\" images",
        "bench",
        "tiny.json",
        "--set",
        interleaved,
        "--set",
        "network.head={}",
        "--set",
        "labels={\"type\": \"none\"}",
        "--set",
        "negatives={\"type\": \"hybrid\"}",
        "--set",
        "evaluation={\"predictor\": \"head\"}");
  }

  @Test
  void bench_clusterWithoutSpark_isDeviceError() {
    FfCall.of("bench", folder.resolve("tiny.json").toString(), "--cluster")
        .refused(7, "--cluster: expected SPARK_HOME");
  }

  @Test
  void bench_clusterWithWhatItDoesNotMeasure_isTwo() {
    assertUsage("leave out --devices", "--devices=cpu");
    assertUsage("leave out --devices", "--scaling");
    assertUsage(
        "trains \"layerwise\"", "--set", "training={\"type\": \"interleaved\", \"epochs\": 2}");
    assertUsage("--rows: expected 8 to 1000000, received 7", "--rows=7");
    assertUsage("--network: expected more than 0, received 0.0", "--network=0");
    assertUsage("--worker-memory: expected more than 0, received NaN", "--worker-memory=NaN");
  }

  private void assertUsage(String message, String... options) {
    List<String> words =
        new ArrayList<>(List.of("bench", folder.resolve("tiny.json").toString(), "--cluster"));
    words.addAll(List.of(options));
    FfCall.of(words.toArray(String[]::new)).refused(2, message);
  }

  @Test
  void bench_wrongConfiguration_isThreeBeforeAnythingStarts() throws Exception {
    FfProcess.refused(folder, 3, "none.json", "bench", "none.json");
    FfProcess.refused(
        folder, 3, "/training/epochs", "bench", "tiny.json", "--set", "training.epochs=0");
  }

  @Test
  void bench_dataMissing_isFourFromTheDevicesProcess() throws Exception {
    Files.delete(folder.resolve("data/tiny/t10k-labels-idx1-ubyte"));

    FfProcess ff = bench("--repeats", "1");

    assertThat(ff.exitCode()).as(ff.err()).isEqualTo(4);
    assertThat(ff.err()).contains("ff: ").doesNotContain("\tat ");
    assertThat(ff.out()).isEmpty();
  }

  @Test
  void bench_outIsAFile_isOneBeforeAnythingStarts() throws Exception {
    FfProcess.refused(
        folder,
        1,
        "expected a place that can be written",
        "bench",
        "tiny.json",
        "--out",
        "tiny.json");
  }

  private FfProcess bench(String... options) throws Exception {
    String[] words = new String[options.length + 4];
    words[0] = "bench";
    words[1] = "tiny.json";
    words[2] = "--data-dir";
    words[3] = "data";
    System.arraycopy(options, 0, words, 4, options.length);
    return FfProcess.run(folder, words);
  }
}
