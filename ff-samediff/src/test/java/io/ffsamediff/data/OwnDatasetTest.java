package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnDatasetTest {

  private static final String HASH =
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  @TempDir private Path folder;

  @Test
  void find_ofShortestDescription_hasDefaults() throws IOException {
    OwnDescription.write(folder, "{\"classes\": 3}");

    CatalogEntry entry = OwnDataset.find(folder, "mine").orElseThrow();

    assertThat(entry.name()).isEqualTo("mine");
    assertThat(entry.classes().count()).isEqualTo(3);
    assertThat(entry.description()).isEqualTo("Your own data set");
    assertThat(entry.licence()).isEqualTo("not told");
    assertThat(entry.origin()).isEqualTo(new DataOrigin.OwnFolder(folder.resolve("mine")));
    assertThat(entry.files().all()).allMatch(file -> file.sha256() == null);
  }

  @Test
  void find_ofFullDescription_takesEverything() throws IOException {
    OwnDescription.write(
        folder,
        """
        {"classes": 256, "description": "Leaves", "licence": "CC0",
         "sha256": {"t10k-labels-idx1-ubyte": "%s"}}
        """
            .formatted(HASH));

    CatalogEntry entry = OwnDataset.find(folder, "mine").orElseThrow();

    assertThat(entry.classes().count()).isEqualTo(256);
    assertThat(entry.description()).isEqualTo("Leaves");
    assertThat(entry.licence()).isEqualTo("CC0");
    assertThat(entry.files().test()).extracting(DataFile::sha256).containsExactly(null, HASH);
    assertThat(entry.files().train()).allMatch(file -> file.sha256() == null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{\"classes\": 1}     | /classes: expected a whole number from 2 to 256, or a list of as many names, received 1.",
        "{\"classes\": 257}   | /classes: expected a whole number from 2 to 256, or a list of as many names, received 257.",
        "{\"classes\": 3.5}   | /classes: expected a whole number from 2 to 256, or a list of as many names, received 3.5.",
        "{\"classes\": \"3\"} | /classes: expected a whole number from 2 to 256, or a list of as many names, received \"3\".",
        "{}                   | /classes: expected a whole number from 2 to 256, or a list of as many names, received nothing.",
        "{\"klasses\": 3}     | /klasses: expected one of the keys format, classes, description, licence, sha256, received klasses.",
        "{\"classes\": 3, \"description\": 4} | /description: expected a text, received 4.",
        "{\"classes\": 3, \"licence\": null}  | /licence: expected a text, received null.",
        "{\"classes\": 3, \"sha256\": []}     | /sha256: expected an object from file name to checksum, received [].",
        "{\"classes\": 3, \"sha256\": {\"a\": \"0\"}} | /sha256/a: expected one of train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte, received a.",
        "{\"classes\": 3, \"sha256\": {\"t10k-labels-idx1-ubyte\": \"AB\"}} | /sha256/t10k-labels-idx1-ubyte: expected 64 lower-case hex digits, received \"AB\".",
        "{\"classes\": 3, \"format\": \"png\"} | /format: expected \"idx\", \"csv\" or \"pictures\", received \"png\".",
        "[]                   | expected a JSON object, received array."
      })
  void find_ofWrongDescription_namesFileAndPlace(String json, String message) throws IOException {
    OwnDescription.write(folder, json);

    OwnDescription.refused(folder, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "'' | a JSON object, received an empty file.",
        "{\"classes\": | strict JSON, received other text at line 1, column 12 (Unexpected end-of-input",
        "{\"classes\": 3} {} | strict JSON, received other text at line 1, column 16 (Trailing token",
        "{\"classes\": 3, \"classes\": 4} | strict JSON, received other text at line 1, column 25 (Duplicate Object property"
      })
  void find_ofBrokenJson_namesThePlace(String json, String message) throws IOException {
    Path file = OwnDescription.write(folder, json);

    assertThatThrownBy(() -> OwnDataset.find(folder, "mine"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file + ": expected " + message)
        .hasMessageNotContaining("REDACTED");
  }

  @Test
  void find_ofHugeOrBinaryDescription_isRefused() throws IOException {
    Path file = OwnDescription.write(folder, " ".repeat(1_100_000));
    OwnDescription.refused(folder, "expected at most 1048576 bytes, received 1100000 bytes.");

    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});
    OwnDescription.refused(
        folder,
        "expected strict JSON, received other text at line 1, column 2 (Invalid UTF-8 start byte 0xff).");
  }

  /** A name is one folder, never a path. */
  @ParameterizedTest
  @ValueSource(strings = {"../mine", "mine/", ".", "", "/mine", "a/../mine"})
  void find_ofNameThatIsAPath_findsNothing(String name) throws IOException {
    OwnDescription.write(folder, "{\"classes\": 3}");

    assertThat(OwnDataset.find(folder, name)).isEmpty();
    assertThat(OwnDataset.find(folder.resolve("mine"), name)).isEmpty();
  }

  @Test
  void names_listsDescribedFoldersOnly() throws IOException {
    OwnDescription.write(folder, "{}");
    Files.createDirectories(folder.resolve("other"));

    assertThat(OwnDataset.names(folder)).containsExactly("mine");
    assertThat(OwnDataset.names(folder.resolve("missing"))).isEmpty();
  }
}
