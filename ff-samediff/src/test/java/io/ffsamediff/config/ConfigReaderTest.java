package io.ffsamediff.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {

  @ParameterizedTest
  @FieldSource("io.ffsamediff.config.BrokenConfigs#ALL")
  void parse_mistake_saysWhereWhatAndHowToFix(BrokenConfig broken) {
    assertThat(messageOf(broken.json())).isEqualTo("tiny.json: " + broken.message());
  }

  @Test
  void parse_severalMistakes_reportsAllAtOnce() {
    String json =
        """
        {"nam": "tiny", "data": {"name": "mnist", "trainExamples": 0},
         "network": {"type": "forward-forward", "layers": [{"units": 10}, {"units": -1, "goodnes": "sum"}]},
         "training": {"type": "layerwise", "optimizer": {"type": "lbfgs"}},
         "evaluation": {"every": 0}}
        """;
    assertThat(refusal(json).problems())
        .extracting(ConfigProblem::pointer)
        .containsExactly(
            "/nam",
            "/data/trainExamples",
            "/network/layers/1/goodnes",
            "/network/layers/1/units",
            "/training/epochs",
            "/training/optimizer/type",
            "/evaluation/every");
  }

  @Test
  void parse_brokenRuleBesideOtherMistake_reportsBoth() {
    String json =
        Configs.MINIMAL
            .replace("\"epochs\": 2", "\"epochs\": 0")
            .replace("\"name\": \"tiny\"", "\"name\": \"tiny\", \"evaluation\": {\"layers\": [9]}");
    assertThat(refusal(json).problems())
        .extracting(ConfigProblem::pointer)
        .containsExactly("/training/epochs", "/evaluation/layers/0");
  }

  @Test
  void parse_rootIsNoObject_isRefused() {
    assertThat(messageOf("[1, 2]"))
        .isEqualTo("tiny.json: expected an object, received [1,2]. Write it in curly braces.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a": 1,}        | line 1, column 9: expected JSON, received {"a": 1,}. Unexpected character ('}'): was expecting double-quote to start property name.
          {"a": 1 "b": 2}  | line 1, column 9: expected JSON, received {"a": 1 "b": 2}. Unexpected character ('"'): was expecting comma to separate Object entries.
          {"a": NaN}       | line 1, column 10: expected JSON, received {"a": NaN}. Non-standard token 'NaN'.
          {'a': 1}         | line 1, column 2: expected JSON, received {'a': 1}. Unexpected character ('''): was expecting double-quote to start property name.
          {"a": 01}        | line 1, column 8: expected JSON, received {"a": 01}. Invalid numeric value: Leading zeroes not allowed.
          // note          | line 1, column 1: expected JSON, received // note. Unexpected character ('/').
          {"a": 1          | line 1, column 8: expected JSON, received {"a": 1. Unexpected end-of-input: expected close marker for Object.
          {"a": 1, "a": 2} | line 1, column 13: expected each key once, received "a" again. Remove one of the two.
          {} {}            | line 1, column 5: expected the end of the text after the first value, received {} {}. Remove what follows the value.
          {} trailing      | line 1, column 12: expected the end of the text after the first value, received {} trailing. Remove what follows the value.
          {"a": 1e99999999999} | line 1, column 20: expected JSON, received {"a": 1e99999999999}. A number has too large an exponent.
          """)
  void parse_brokenJson_namesLineAndColumn(String json, String message) {
    assertThat(messageOf(json)).isEqualTo("tiny.json: " + message);
  }

  @Test
  void parse_brokenJsonFarDown_showsThatLineOnly() {
    assertThat(messageOf("{\n  \"name\": \"tiny\",\n  \"seed\" 1\n}\n"))
        .isEqualTo(
            "tiny.json: line 3, column 10: expected JSON, received \"seed\" 1. Unexpected character"
                + " ('1'): was expecting a colon to separate property name and value.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n "})
  void parse_noText_isRefused(String json) {
    assertThat(messageOf(json))
        .isEqualTo("tiny.json: expected JSON, received nothing. Write an object in curly braces.");
  }

  @Test
  void parse_endlessNesting_isRefused() {
    assertThat(messageOf("[".repeat(100_000)))
        .startsWith("tiny.json: line 1, column ")
        .contains("Document nesting depth (65) exceeds the maximum allowed (64");
  }

  @Test
  void parse_wholeNumberWithZeroFraction_isWhole() {
    assertThat(ConfigReader.parse("t", Configs.with("/training/epochs", "2e1"), List.of()))
        .isEqualTo(Configs.minimal("training.epochs=20"));
    assertThat(ConfigReader.parse("t", Configs.with("/training/epochs", "20.0"), List.of()))
        .isEqualTo(Configs.minimal("training.epochs=20"));
  }

  @Test
  void parse_nullForAnOptionalKey_isAbsent() {
    String json = Configs.with("/network/layers/0", "{\"units\": 10, \"optimizer\": null}");
    assertThat(ConfigReader.parse("t", json, List.of())).isEqualTo(Configs.minimal());
  }

  @Test
  void parse_schemaKey_isIgnored() {
    String json = Configs.with("/$schema", "\"./schema.json\"");
    assertThat(ConfigReader.parse("t", json, List.of())).isEqualTo(Configs.minimal());
  }

  @Test
  void read_fileWithByteOrderMark_isRead(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("tiny.json"), "\uFEFF" + Configs.MINIMAL);
    assertThat(ConfigReader.read(file, List.of("seed=5"))).isEqualTo(Configs.minimal("seed=5"));
  }

  @Test
  void read_missingFile_saysSo(@TempDir Path folder) {
    Path file = folder.resolve("none.json");
    assertThat(messageOf(file))
        .isEqualTo(
            file
                + ": expected a configuration file, received no such file. Check the path; configs/"
                + " has examples such as quickstart.json.");
  }

  @Test
  void read_folder_saysSo(@TempDir Path folder) {
    assertThat(messageOf(folder))
        .startsWith(folder + ": expected a configuration file, received something else. ");
  }

  @Test
  void read_hugeFile_isRefusedUnread(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("huge.json"), new byte[(1 << 20) + 1]);
    assertThat(messageOf(file))
        .isEqualTo(
            file
                + ": expected a configuration file, received 1048577 bytes. A configuration has 1"
                + " MiB at most.");
  }

  @Test
  void read_notUtf8_saysSo(@TempDir Path folder) throws IOException {
    Path file =
        Files.write(
            folder.resolve("latin.json"),
            "{\"name\": \"é\"}".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(messageOf(file))
        .isEqualTo(
            file
                + ": expected a configuration file, received bytes that are not UTF-8. Save the file"
                + " as UTF-8 text.");
  }

  private static String messageOf(Path file) {
    return Configs.messageOf(() -> ConfigReader.read(file, List.of()));
  }

  private static String messageOf(String json) {
    return Configs.messageOf(() -> ConfigReader.parse("tiny.json", json, List.of()));
  }

  private static ConfigException refusal(String json) {
    return Configs.refusal(() -> ConfigReader.parse("tiny.json", json, List.of()));
  }
}
