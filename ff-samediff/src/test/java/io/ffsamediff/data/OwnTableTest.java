package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The description of the user's own table. */
class OwnTableTest {

  private static final String HASH =
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  @TempDir private Path folder;

  @Test
  void find_ofShortestDescription_hasDefaults() throws IOException {
    OwnDescription.write(
        folder,
        """
        {"format": "csv", "classes": ["a", "b"], "train": "x.csv", "test": "y.csv", "label": "kind"}
        """);

    CatalogEntry entry = OwnDataset.find(folder, "mine").orElseThrow();

    assertThat(entry.classes().count()).isEqualTo(2);
    assertThat(entry.description()).isEqualTo("Your own data set");
    DataFiles.Table files = (DataFiles.Table) entry.files();
    assertThat(files.all())
        .containsExactly(new DataFile("x.csv", null), new DataFile("y.csv", null));
    assertThat(files.format().header()).isTrue();
    assertThat(files.format().delimiter()).isEqualTo(',');
    assertThat(files.format().label()).isEqualTo(new CsvColumn.Named("kind"));
    assertThat(files.format().ignored()).isEmpty();
    assertThat(files.format().classes().names()).containsExactly("a", "b");
  }

  @Test
  void find_ofFullDescription_takesEverything() throws IOException {
    OwnDescription.write(
        folder,
        """
        {"format": "csv", "classes": 256, "train": "a b.txt", "test": "ä-2.csv", "label": 3,
         "header": false, "delimiter": "\\t", "ignore": [1, 4], "description": "Leaves",
         "licence": "CC0", "sha256": {"ä-2.csv": "%s"}}
        """
            .formatted(HASH));

    CatalogEntry entry = OwnDataset.find(folder, "mine").orElseThrow();

    assertThat(entry.classes().count()).isEqualTo(256);
    assertThat(entry.description()).isEqualTo("Leaves");
    assertThat(entry.licence()).isEqualTo("CC0");
    DataFiles.Table files = (DataFiles.Table) entry.files();
    assertThat(files.train()).containsExactly(new DataFile("a b.txt", null));
    assertThat(files.test()).containsExactly(new DataFile("ä-2.csv", HASH));
    assertThat(files.format().header()).isFalse();
    assertThat(files.format().delimiter()).isEqualTo('\t');
    assertThat(files.format().label()).isEqualTo(new CsvColumn.Numbered(3));
    assertThat(files.format().ignored())
        .isEqualTo(List.of(new CsvColumn.Numbered(1), new CsvColumn.Numbered(4)));
    assertThat(files.format().classes().names()).isEmpty();
  }

  /** A key of a good description, replaced or removed. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "classes   |              | /classes: expected a whole number from 2 to 256, or a list of as many names, received nothing.",
        "classes   | 1            | /classes: expected a whole number from 2 to 256, or a list of as many names, received 1.",
        "classes   | 257          | /classes: expected a whole number from 2 to 256, or a list of as many names, received 257.",
        "classes   | \"a\"        | /classes: expected a whole number from 2 to 256, or a list of as many names, received \"a\".",
        "classes   | [\"a\"]      | /classes: expected 2 to 256 names, received a list of 1.",
        "classes   | [\"a\",\" a\"] | /classes/1: expected the name of a class, each once, received \" a\".",
        "classes   | [\"a\",1]    | /classes/1: expected the name of a class, each once, received 1.",
        "classes   | [\"a\",\"\"] | /classes/1: expected the name of a class, each once, received \"\".",
        "label     |              | /label: expected the name of a column, or its number, from 1, received nothing.",
        "label     | 0            | /label: expected the name of a column, or its number, from 1, received 0.",
        "label     | 1.5          | /label: expected the name of a column, or its number, from 1, received 1.5.",
        "label     | \" \"        | /label: expected the name of a column, or its number, from 1, received \" \".",
        "header    | false        | /label: expected the number of a column, from 1, as there is no header, received \"kind\".",
        "header    | \"yes\"      | /header: expected true or false, received \"yes\".",
        "delimiter | \".\"        | /delimiter: expected \",\", \";\" or \"\\t\", received \".\".",
        "delimiter | \"\"         | /delimiter: expected \",\", \";\" or \"\\t\", received \"\".",
        "delimiter | 1            | /delimiter: expected a text, received 1.",
        "ignore    | \"id\"       | /ignore: expected a list of columns, received \"id\".",
        "ignore    | [1,-1]       | /ignore/1: expected the name of a column, or its number, from 1, received -1.",
        "train     |              | /train: expected a text, received nothing.",
        "test      | 7            | /test: expected a text, received 7.",
        "test      | \"x.csv\"    | /test: expected another file than that of \"train\", received \"x.csv\".",
        "sha256    | {\"z\": \"0\"} | /sha256/z: expected one of x.csv, y.csv, received z.",
        "sha256    | {\"x.csv\": 0} | /sha256/x.csv: expected 64 lower-case hex digits, received 0.",
        "trian     | \"x.csv\"    | /trian: expected one of the keys format, classes, train, test, label, header, delimiter, ignore, description, licence, sha256, received trian.",
        "format    | \"CSV\"      | /format: expected \"idx\", \"csv\" or \"pictures\", received \"CSV\"."
      })
  void find_ofWrongDescription_namesFileAndKey(String key, String value, String message)
      throws IOException {
    describe(key, value == null ? "" : value);

    OwnDescription.refused(folder, message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../x.csv",
        "..",
        ".",
        "",
        " ",
        "a/x.csv",
        "/etc/passwd",
        "a\\\\x.csv",
        "C:x.csv",
        ".x.csv",
        "x\\u0000.csv",
        "x\\n.csv",
        "a|b",
        "*"
      })
  void find_ofFileThatIsAPath_isRefused(String name) throws IOException {
    describe("train", '"' + name + '"');

    OwnDescription.refused(
        folder,
        "/train: expected the plain name of a file in the folder of dataset.json, received \"%s\"."
            .formatted(name));
  }

  @Test
  void find_ofFileOfTooLongName_isRefused() throws IOException {
    describe("test", '"' + "x".repeat(256) + '"');

    assertThatThrownBy(() -> OwnDataset.find(folder, "mine"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("/test: expected the plain name of a file");
  }

  /** Packed or not, a file is read only from the folder; a link within it is fine. */
  @ParameterizedTest
  @ValueSource(strings = {"y.csv", "y.csv.gz"})
  void find_ofLinkOutOfTheFolder_isRefused(String name) throws IOException {
    Path file = describe("header", "true");
    Path outside = Files.writeString(folder.resolve("secret.csv"), "");
    Files.createSymbolicLink(file.resolveSibling(name), outside);

    OwnDescription.refused(
        folder, "/test: expected a file in the folder of dataset.json, received a link out of it.");

    Files.delete(file.resolveSibling(name));
    Files.writeString(file.resolveSibling("other"), "");
    Files.createSymbolicLink(file.resolveSibling(name), file.resolveSibling("other"));
    assertThat(OwnDataset.find(folder, "mine")).isPresent();
  }

  private Path describe(String key, String value) throws IOException {
    StringBuilder json = new StringBuilder("{");
    for (String[] pair :
        new String[][] {
          {"format", "\"csv\""},
          {"classes", "[\"a\", \"b\"]"},
          {"train", "\"x.csv\""},
          {"test", "\"y.csv\""},
          {"label", "\"kind\""}
        }) {
      if (!pair[0].equals(key)) {
        json.append("\"%s\": %s, ".formatted(pair[0], pair[1]));
      }
    }
    json.append(value.isEmpty() ? "\"licence\": \"\"" : "\"%s\": %s".formatted(key, value));
    return OwnDescription.write(folder, json.append('}').toString());
  }
}
