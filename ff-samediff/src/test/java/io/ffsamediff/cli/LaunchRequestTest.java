package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.config.DeviceConfig.DeviceType;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchRequestTest {

  private static final int DERIVED = 99;

  @TempDir private Path folder;
  private String config = "";

  @BeforeEach
  void writeConfig() throws IOException {
    Path file = folder.resolve("config.json");
    Files.writeString(file, "{\"device\": {\"threads\": 3, \"type\": \"cuda\"}}");
    config = file.toString();
  }

  @Test
  void of_configuration_readsThreadsAndDevice() {
    LaunchRequest request = LaunchRequest.of(List.of("train", config));

    assertThat(request.threadsOrElse(DERIVED)).isEqualTo(3);
    assertThat(request.device()).isEqualTo(DeviceType.CUDA);
  }

  @Test
  void of_overrides_winOverTheFile() {
    List<String> line =
        List.of("train", "--set", "device.threads=5", config, "--set=device.type=cpu");

    LaunchRequest request = LaunchRequest.of(line);

    assertThat(request).isEqualTo(new LaunchRequest("5", DeviceType.CPU));
  }

  @Test
  void of_deviceOption_winsOverAll() {
    List<String> line = List.of("train", config, "--set", "device.type=cuda", "--device=cpu");

    assertThat(LaunchRequest.of(line).device()).isEqualTo(DeviceType.CPU);
  }

  @Test
  void of_runFolder_readsItsConfiguration() {
    List<String> resume = List.of("train", "--resume", folder.toString());
    List<String> evaluate = List.of("evaluate", folder.toString());

    assertThat(LaunchRequest.of(resume).threads()).isEqualTo("3");
    assertThat(LaunchRequest.of(List.of("train", "--resume=" + folder)).threads()).isEqualTo("3");
    assertThat(LaunchRequest.of(evaluate).threads()).isEqualTo("3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[1]",
        "null",
        "{\"device\": 7}",
        "{\"device\": {\"threads\": []}}",
        "{\"a\": 1e99999999999}",
        ""
      })
  void of_configurationThatIsWrong_leavesItToTheEngine(String text) throws IOException {
    Files.writeString(Path.of(config), text);

    assertThat(LaunchRequest.of(List.of("train", config)))
        .isEqualTo(new LaunchRequest("auto", DeviceType.AUTO));
  }

  /** The launcher reads before the engine can say anything. */
  @Test
  void of_configurationThatIsHuge_isNotRead() throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(config, "rw")) {
      sparse.setLength(1L << 33);
    }

    assertThat(LaunchRequest.of(List.of("train", config)))
        .isEqualTo(new LaunchRequest("auto", DeviceType.AUTO));
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "0", "-1", "1.5", "999999", "many", ""})
  void threadsOrElse_noUsableNumber_isDerived(String threads) {
    assertThat(new LaunchRequest(threads, DeviceType.AUTO).threadsOrElse(DERIVED))
        .isEqualTo(DERIVED);
  }

  @Test
  void of_strangeArguments_isAuto() {
    List<String> line = List.of("train", "no/such.json", "nul\0byte.json", "--device=gpu", "--set");

    assertThat(LaunchRequest.of(line)).isEqualTo(new LaunchRequest("auto", DeviceType.AUTO));
  }
}
