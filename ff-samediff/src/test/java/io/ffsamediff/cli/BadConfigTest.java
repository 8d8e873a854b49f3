package io.ffsamediff.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of mistake in a configuration, one process a case. */
class BadConfigTest {

  @TempDir Path folder;

  @ParameterizedTest(name = "{0} for {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"epochs\": 4       | \"epochs\": 4.5            | /training/epochs: expected a whole number",
        "\"epochs\": 4       | \"epochs\": \"four\"       | /training/epochs: expected",
        "\"epochs\": 4       | \"epochs\": 0              | /training/epochs: expected",
        "\"epochs\": 4       | \"epochs\": null           | /training/epochs: expected",
        "\"epochs\": 4,      | ` `                        | /training",
        "\"epochs\": 4       | \"epochs\": 4, \"epoch\": 5 | /training/epoch: expected",
        "\"epochs\": 4       | \"epochs\": 4, \"epochs\": 5 | tiny.json",
        "\"layerwise\"       | \"layrwise\"               | layerwise",
        "\"layers\": [       | \"layers\": 3, \"x\": [     | /network/layers: expected",
        "{\"units\": 6}      | {\"units\": 6, \"goodness\": \"max\"} | /network/layers/1/goodness: expected",
        "{\"units\": 6}      | {\"units\": 99999999999}    | /network/layers/1/units: expected",
        "\"batchSize\": 10   | \"batchSize\": \"some\"     | /training/batchSize: expected",
        "\"every\": 2}}      | \"every\": 2}} trailing    | tiny.json",
        "\"every\": 2}}      | \"every\": 2}              | tiny.json",
        "\"every\": 2        | \"layers\": [3]            | /evaluation/layers"
      })
  void train_wrongConfiguration_isThreeAndSaysWhere(String sound, String broken, String message)
      throws Exception {
    TinyRun.write(folder);
    Path file = folder.resolve("tiny.json");
    Files.writeString(file, Files.readString(file).replace(sound.strip(), broken.strip()));

    FfProcess.refused(folder, 3, message.strip(), "train", "tiny.json", "--data-dir", "data");
  }

  @Test
  void train_severalMistakes_areAllNamedAtOnce() throws Exception {
    TinyRun.write(folder);
    Path file = folder.resolve("tiny.json");
    Files.writeString(
        file,
        Files.readString(file)
            .replace("\"epochs\": 4", "\"epochs\": -4")
            .replace("\"units\": 8", "\"unit\": 8"));

    FfProcess.refused(folder, 3, "ff: tiny.json: /training/epochs: expected", "train", "tiny.json");
    FfProcess.refused(
        folder, 3, "ff: tiny.json: /network/layers/0/unit: expected", "train", "tiny.json");
  }
}
