package io.ffsamediff.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    return start(List.of(), arguments);
  }

  private Process start(List<String> options, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(System.getProperty("ff.spark.options").split(" ")));
    command.addAll(
        List.of(
            "-Dorg.bytedeco.javacpp.cachedir="
                + System.getProperty("org.bytedeco.javacpp.cachedir"),
            "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile"),
            "-Dslf4j.provider=ch.qos.logback.classic.spi.LogbackServiceProvider",
            "-Dspark.executor.extraJavaOptions=" + System.getProperty("ff.spark.jvm"),
            "-Dspark.ui.enabled=false",
            "-Dspark.driver.bindAddress=127.0.0.1",
            "-Dspark.driver.host=localhost"));
    command.addAll(options);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "io.ffsamediff.spark.SparkMain"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("FF_DATA_DIR", folder.toString());
    builder.redirectOutput(folder.resolve("out.txt").toFile());
    builder.redirectError(folder.resolve("err.txt").toFile());
    return builder.start();
  }

  private Ended run(String... arguments) throws Exception {
    return run(List.of(), arguments);
  }

  private Ended run(List<String> options, String... arguments) throws Exception {
    Process process = start(options, arguments);
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
                folder.resolve(out).toString()));
    arguments.addAll(more.length == 0 ? List.of("--cluster", "local[2]") : List.of(more));
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

  /** Executors have all jars but those of their platform. */
  @Test
  void train_executorsWithoutNativeLibrary_isToldBeforeAnythingIsWritten() throws Exception {
    Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
    String withoutNatives =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(
                jar ->
                    !jar.matches(
                        ".*(nd4j-native|openblas|javacpp|dnnl|opencl)-.*-(linux|macosx|windows)-.*\\.jar"))
            .collect(Collectors.joining(File.pathSeparator));

    Ended ended =
        run(
            List.of(
                "-Dspark.executor.extraClassPath=" + withoutNatives,
                "-Dspark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1 -Dorg.bytedeco.javacpp.cachedir="
                    + folder.resolve("cache"),
                "-Dspark.local.dir=" + folder.resolve("local")),
            train("none", "--cluster", "local-cluster[1,1,1024]"));

    assertThat(ended.code()).as(ended.err()).isEqualTo(7);
    assertThat(ended.err())
        .contains("executor on ", ": expected ND4J's native library for this platform, received ")
        .contains("spark.executor.extraClassPath")
        .doesNotContain("\tat ");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void train_tooLittleMemory_isToldBeforeAnythingIsWritten() throws Exception {
    Files.writeString(
        folder.resolve("bands.json"), CONFIG.replace("\"units\": 30", "\"units\": 1000000"));

    Ended ended = run(List.of("-Dorg.bytedeco.javacpp.maxphysicalbytes=1500m"), train("little"));

    assertThat(ended.code()).as(ended.err()).isEqualTo(7);
    assertThat(ended.err())
        .contains("MiB of memory for its rows (2 shares of them), received ")
        .doesNotContain("\tat ");
    assertThat(folder.resolve("little")).doesNotExist();
  }

  /** As where spark-submit was given a master. */
  @Test
  void train_masterOfSparkSubmitAndAnother_isAMistakeOfUse() throws Exception {
    Ended ended = run(List.of("-Dspark.master=local[1]"), train("two"));

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err())
        .contains("--cluster: expected local[1], by which this process was started, received");
    assertThat(folder.resolve("two")).doesNotExist();
  }
}
