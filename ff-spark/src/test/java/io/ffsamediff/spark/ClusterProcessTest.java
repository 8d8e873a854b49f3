package io.ffsamediff.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ff train --cluster} in a process of its own. */
@Tag("cluster")
class ClusterProcessTest {

  private static final int EXAMPLES = 100;

  private static final String CONFIG =
      """
      {"name": "bands", "seed": 3, "data": {"name": "bands"},
       "network": {"type": "forward-forward", "layers": [{"units": 30}, {"units": 20}]},
       "training": {"type": "layerwise", "epochs": 4, "layerEpochs": 5, "batchSize": "full",
         "optimizer": {"type": "adam", "learningRate": 0.03}},
       "checkpoints": {"every": 1},
       "device": {"type": "cpu"}}
      """;

  @TempDir private Path folder;

  /** How a process ended. */
  private record Ended(int code, String out, String err) {}

  @BeforeEach
  void writeDataAndConfig() throws IOException {
    TinyIdx.write(folder.resolve("bands"), EXAMPLES);
    Files.writeString(folder.resolve("bands/dataset.json"), "{\"classes\": 10}");
    Files.writeString(folder.resolve("bands.json"), CONFIG);
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(System.getProperty("ff.spark.options").split(" ")));
    command.addAll(
        List.of(
            "-Dorg.bytedeco.javacpp.cachedir="
                + System.getProperty("org.bytedeco.javacpp.cachedir"),
            "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile"),
            "-Dslf4j.provider=ch.qos.logback.classic.spi.LogbackServiceProvider",
            "-Dspark.ui.enabled=false",
            "-Dspark.driver.bindAddress=127.0.0.1",
            "-Dspark.driver.host=localhost",
            "-cp",
            System.getProperty("java.class.path"),
            "io.ffsamediff.spark.SparkMain"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("FF_DATA_DIR", folder.toString());
    builder.redirectOutput(folder.resolve("out.txt").toFile());
    builder.redirectError(folder.resolve("err.txt").toFile());
    return builder.start();
  }

  private Ended run(String... arguments) throws Exception {
    Process process = start(arguments);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new Ended(
        process.exitValue(),
        Files.readString(folder.resolve("out.txt")),
        Files.readString(folder.resolve("err.txt")));
  }

  private String[] train(String out, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                folder.resolve("bands.json").toString(),
                "--out",
                folder.resolve(out).toString(),
                "--cluster",
                "local[2]"));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  /** Its folder is an ordinary one, and that of a run that nothing has happened to. */
  @Test
  void train_driverKilled_goesOnToTheSameWeights() throws Exception {
    Ended whole = run(train("whole"));
    assertThat(whole.code()).as(whole.err()).isZero();
    assertThat(whole.out()).contains("test error");
    assertThat(Files.readString(folder.resolve("whole/manifest.json")))
        .contains("\"spark\"", "local[2], 2 cores");
    Process killed = start(train("killed"));
    Path metrics = folder.resolve("killed/metrics.jsonl");
    while (killed.isAlive() && (!Files.exists(metrics) || Files.size(metrics) == 0)) {
      Thread.sleep(5);
    }
    killed.destroyForcibly().waitFor();

    Ended resumed =
        run("train", "--resume", folder.resolve("killed").toString(), "--cluster", "local[2]");

    assertThat(resumed.code()).as(resumed.err()).isZero();
    for (String layer : List.of("layer-1.fb", "layer-2.fb")) {
      assertThat(folder.resolve("killed/model").resolve(layer))
          .hasSameBinaryContentAs(folder.resolve("whole/model").resolve(layer));
    }
    Ended evaluated = run("evaluate", folder.resolve("killed").toString());
    assertThat(evaluated.code()).as(evaluated.err()).isZero();
    assertThat(evaluated.out()).contains("test error");
  }

  @Test
  void bench_onClustersOfTwoSizes_fitsAModelToThem() throws Exception {
    Ended ended =
        run(
            "bench",
            folder.resolve("bands.json").toString(),
            "--cluster=local[1]",
            "--cluster=local[2]",
            "--rows=40",
            "--repeats=1",
            "--warm-up=0",
            "--json=-");

    assertThat(ended.code()).as(ended.err()).isZero();
    JsonNode json = JsonMapper.shared().readTree(ended.out());
    assertThat(json.at("/strong").size()).isEqualTo(6);
    assertThat(json.at("/strong/1/workers").asInt()).isEqualTo(2);
    assertThat(json.at("/points").size()).isEqualTo(2 * 7 * 2);
    assertThat(json.at("/points/0/stages/compute").asDouble()).isPositive();
    assertThat(json.at("/model/secondsPerStage").asDouble()).isPositive();
    assertThat(json.at("/forecasts/4/cells/0/seconds").asDouble()).isPositive();
  }

  @Test
  void train_truncatedFile_isTheUsersToMend() throws Exception {
    Path images = folder.resolve("bands/train-images-idx3-ubyte");
    try (RandomAccessFile file = new RandomAccessFile(images.toFile(), "rw")) {
      file.setLength(file.length() - 50);
    }

    Ended ended = run(train("broken"));

    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.err())
        .contains("train-images-idx3-ubyte: expected", "received the end of the file")
        .doesNotContain("\tat ");
    assertThat(folder.resolve("broken")).doesNotExist();
  }

  @Test
  void train_whatAClusterCannotDo_isToldAtOnce() throws Exception {
    Files.writeString(
        folder.resolve("bands.json"),
        CONFIG.replace("\"device\"", "\"cluster\": {\"localSteps\": 3}, \"device\""));

    Ended ended = run(train("no"));

    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.err())
        .contains(
            "configuration for --cluster: /cluster/localSteps: expected a divisor of the 5 inner epochs, received 3.")
        .doesNotContain("\tat ");
    assertThat(folder.resolve("no")).doesNotExist();
  }

  /** Means and deviations go into the run folder, and one process takes them from there. */
  @Test
  void train_onCsv_isEvaluatedInOneProcess() throws Exception {
    Leaves.writeCsv(folder, "\n");
    Files.writeString(
        folder.resolve("bands.json"),
        CONFIG.replace(
            "{\"name\": \"bands\"},",
            "{\"name\": \"leaves\"},\n \"labels\": {\"type\": \"append\", \"strength\": 1},"));

    Ended trained = run(train("table"));

    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(Files.readString(folder.resolve("table/model/model.json")))
        .contains("\"standardization\"", "\"cherry\"");
    Ended evaluated = run("evaluate", folder.resolve("table").toString());
    assertThat(evaluated.code()).as(evaluated.err()).isZero();
    Matcher error = Pattern.compile("test error +([0-9.]+ ?%)").matcher(evaluated.out());
    assertThat(error.find()).as(evaluated.out()).isTrue();
    assertThat(trained.out()).contains(error.group(1));
  }
}
