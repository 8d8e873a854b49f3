package io.ffsamediff.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ffsamediff.Allocations;
import io.ffsamediff.config.JsonLimits;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of a run folder that are far larger, deeper or longer than any that ff writes. */
class RunLimitsTest {

  private static final long HUGE = 1L << 33;
  private static final long MAX_ALLOCATED = 1 << 20;

  @TempDir Path folder;
  private RunDirectory run;
  private Map<String, ThrowingCallable> readers = Map.of();

  @BeforeEach
  void create() throws IOException {
    run = RunFixture.create(folder);
    Files.createDirectories(run.model());
    readers =
        Map.of(
            "config.json", () -> RunConfigFile.read(run),
            "manifest.json", () -> RunManifest.read(run),
            "metrics.jsonl", () -> MetricsLog.read(run),
            "evaluation.json", () -> EvaluationFile.readAll(run),
            "insights.json", () -> InsightsFile.read(run),
            "figures/examples.json", () -> ExampleImages.read(run),
            "model/model.json", () -> new ModelStore(run).load());
  }

  @ParameterizedTest
  @CsvSource({
    "config.json, 1048576",
    "manifest.json, 16777216",
    "metrics.jsonl, 268435456",
    "evaluation.json, 16777216",
    "insights.json, 16777216",
    "figures/examples.json, 67108864",
    "model/model.json, 4194304"
  })
  void read_hugeFile_isRefusedBeforeItIsRead(String name, long most) throws IOException {
    Path file = run.folder().resolve(name);
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(HUGE);
    }

    assertCheaplyRefused(
        name,
        file
            + ": expected at most %d bytes, received %d. It is not what ff wrote; restore it or train again."
                .formatted(most, HUGE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "config.json",
        "manifest.json",
        "metrics.jsonl",
        "evaluation.json",
        "insights.json"
      })
  void read_folderInPlaceOfTheFile_isRefused(String name) throws IOException {
    Path file = run.folder().resolve(name);
    Files.deleteIfExists(file);
    Files.createDirectory(file);

    assertThatThrownBy(reader(name))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining(file + ": expected a readable file, received")
        .hasMessageContaining("it is a folder or a device, not a file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "config.json",
        "manifest.json",
        "metrics.jsonl",
        "evaluation.json",
        "insights.json",
        "figures/examples.json",
        "model/model.json"
      })
  void read_deepNesting_isRefused(String name) throws IOException {
    String lists = "[".repeat(JsonLimits.DEPTH) + "]".repeat(JsonLimits.DEPTH);
    Files.writeString(run.folder().resolve(name), "{\"a\":" + lists + "}\n");

    assertThatThrownBy(reader(name))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining(": expected the JSON that ff wrote, received 'Document nesting depth")
        .hasMessageContaining("(65) exceeds the maximum allowed (64");
  }

  @ParameterizedTest
  @ValueSource(strings = {"config.json", "manifest.json", "metrics.jsonl", "evaluation.json"})
  void read_longNumber_isRefused(String name) throws IOException {
    String digits = "9".repeat(JsonLimits.NUMBER + 1);
    Files.writeString(run.folder().resolve(name), "{\"seed\":" + digits + "}\n");

    assertThatThrownBy(reader(name))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining("(1001) exceeds the maximum allowed (1000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"config.json", "manifest.json", "metrics.jsonl", "model/model.json"})
  void read_longKey_isRefused(String name) throws IOException {
    String key = "k".repeat(JsonLimits.NAME + 1);
    Files.writeString(run.folder().resolve(name), "{\"" + key + "\":1}\n");

    assertThatThrownBy(reader(name))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining("exceeds the maximum allowed (10000");
  }

  @Test
  void metrics_lineThatIsTooLong_isRefusedByItsNumber() throws IOException {
    try (MetricsLog log = MetricsLog.open(run, 0)) {
      log.append(RunFixture.epoch(1, 30));
    }
    Files.writeString(
        run.metrics(), " ".repeat(RunLimits.METRICS_LINE + 1), StandardOpenOption.APPEND);

    assertThatThrownBy(() -> MetricsLog.read(run))
        .isInstanceOf(RunFormatException.class)
        .hasMessage(
            run.metrics()
                + ", line 2: expected at most 1048576 bytes, received 1048577. It is not what ff wrote; restore it or train again.");
  }

  /** Keys and values that could move the cursor or colour the terminal of who reads the message. */
  @Test
  void messages_textFromTheFile_hasNoControlCharacters() throws IOException {
    Files.writeString(run.manifest(), "{\"a\\u001b[2J\": 1, \"a\\u001b[2J\": 2}");

    assertThatThrownBy(() -> RunManifest.read(run))
        .hasMessageContaining("Duplicate Object property \"a?[2J\"");

    Files.createDirectories(run.model());
    Files.writeString(
        run.model().resolve("model.json"),
        "{\"formatVersion\":1,\"ff\":\"1\",\"inputs\":4,\"height\":2,\"width\":2,\"classes\":2,\"config\":{},"
            + "\"layers\":[{\"file\":\"a\\u001b\\nb\\u009b\",\"length\":1,\"sha256\":\"0\"}]}");
    assertThatThrownBy(() -> new ModelStore(run).load())
        .hasMessageContaining("expected the file name layer-1.fb, received a??b?. ");
  }

  private ThrowingCallable reader(String name) {
    ThrowingCallable reader = readers.get(name);
    assertThat(reader).isNotNull();
    return reader;
  }

  private void assertCheaplyRefused(String name, String message) {
    ThrowingCallable reader = reader(name);
    long before = Allocations.ofThisThread();
    assertThatThrownBy(reader).isInstanceOf(RunFormatException.class).hasMessage(message);
    assertThat(Allocations.ofThisThread() - before).isLessThan(MAX_ALLOCATED);
  }
}
