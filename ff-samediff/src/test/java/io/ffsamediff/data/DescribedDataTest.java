package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Descriptions of data sets that clusters read. */
class DescribedDataTest {

  private static final String PARQUET =
      """
      {"format": "parquet", "classes": 3, "train": "train", "test": "test.parquet",
       "label": "kind", "ignore": ["id", 4]}
      """;

  private static DescribedData parse(String json) {
    return DescribedData.parse("s3a://b/mine/dataset.json", json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void parse_ofParquet_takesEverything() {
    DescribedData.Parquet parquet = (DescribedData.Parquet) parse(PARQUET);

    assertThat(parquet.train()).isEqualTo("train");
    assertThat(parquet.test()).isEqualTo("test.parquet");
    assertThat(parquet.label()).isEqualTo(new CsvColumn.Named("kind"));
    assertThat(parquet.ignored())
        .isEqualTo(List.of(new CsvColumn.Named("id"), new CsvColumn.Numbered(4)));
    assertThat(parquet.classes().count()).isEqualTo(3);
  }

  @Test
  void parse_ofCsv_hasFormatAndChecksums() {
    String sum = "0123456789abcdef".repeat(4);

    DescribedData.Csv csv =
        (DescribedData.Csv)
            parse(
                """
                {"format": "csv", "classes": ["a", "b"], "train": "x", "test": "y", "label": 1,
                 "header": false, "delimiter": ";", "sha256": {"y": "%s"}}
                """
                    .formatted(sum));

    assertThat(csv.train()).isEqualTo("x");
    assertThat(csv.test()).isEqualTo("y");
    assertThat(csv.format().delimiter()).isEqualTo(';');
    assertThat(csv.classes().names()).containsExactly("a", "b");
    assertThat(csv.checksums()).isEqualTo(Map.of("y", sum));
    csv.requirePinned(new Provenance("x", "s3a://b/x", "1"));
    csv.requirePinned(new Provenance("y", "s3a://b/y", sum));
    assertThatThrownBy(() -> csv.requirePinned(new Provenance("y", "s3a://b/y", "1")))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("s3a://b/y: expected SHA-256 " + sum + " of the unpacked bytes");
  }

  @Test
  void undescribed_hasTheClassesOfItsName() {
    assertThat(DescribedData.undescribed("fashion-mnist").classes().names()).contains("Sneaker");
    assertThat(DescribedData.undescribed("mine").classes().count()).isEqualTo(10);
    assertThat(parse("{\"classes\": 3}").classes().count()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"kind\", | 0, | /label: expected the name of a column, or its number, from 1, received 0.",
        "\"test.parquet\" | \"train\" | /test: expected another file than that of \"train\", received \"train\".",
        "\"test.parquet\" | \"../x\" | /test: expected the plain name of a file in the folder of dataset.json, received \"../x\".",
        "\"classes\" | \"header\": true, \"classes\" | /header: expected one of the keys format, classes, train, test, label, ignore, description, licence, received header.",
        "\"parquet\" | \"orc\" | /format: expected \"idx\", \"csv\" or \"parquet\", received \"orc\"."
      })
  void parse_ofWrongDescription_namesFileAndKey(String old, String replacement, String message) {
    assertThatThrownBy(() -> parse(PARQUET.replace(old, replacement)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "s3a://b/mine/dataset.json: %s Correct the description of your data set."
                .formatted(message));
  }

  @Test
  void parse_ofPictures_saysThatAClusterHasNone() {
    assertThatThrownBy(() -> parse("{\"format\": \"pictures\", \"height\": 2, \"width\": 2}"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "s3a://b/mine/dataset.json: /format: expected \"idx\", \"csv\" or \"parquet\" on a cluster, received \"pictures\". Train on it without --cluster.");
  }

  @Test
  void find_ofParquet_saysThatItNeedsACluster(@TempDir Path folder) throws Exception {
    Path file = OwnDescription.write(folder, PARQUET);

    assertThatThrownBy(() -> OwnDataset.find(folder, "mine"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "%s: /format: expected \"idx\", \"csv\" or \"pictures\" in one process, received \"parquet\". Train on it with --cluster, which reads Parquet; for evaluate and predict write the same columns to a CSV file."
                .formatted(file));
  }
}
