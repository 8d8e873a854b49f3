package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The user's own table, from its folder to a data set. */
class TableCatalogTest {

  private static final ProgressListener SILENT = ProgressListener.none();
  private static final String DESCRIPTION =
      """
      {"format": "csv", "classes": ["setosa", "virginica"], "train": "train.csv",
       "test": "test.csv", "label": "species"%s}
      """;

  @TempDir private Path folder;
  private Path mine;

  @BeforeEach
  void write() throws IOException {
    mine = Files.createDirectories(folder.resolve("mine"));
    Files.writeString(mine.resolve("dataset.json"), DESCRIPTION.formatted(""));
    Files.writeString(mine.resolve("train.csv"), CsvFiles.FLOWERS);
    Files.writeString(mine.resolve("test.csv"), "length,width,species\n1,2,virginica\n");
  }

  @Test
  void load_ofOwnTable_readsBothFiles() throws IOException {
    Files.delete(mine.resolve("test.csv"));
    byte[] test = "length,width,species\n1,2,virginica\n".getBytes(StandardCharsets.UTF_8);
    Files.write(mine.resolve("test.csv.gz"), IdxFiles.gzip(test));

    TrainTest data = catalog().load("mine", folder, SILENT);

    assertThat(data.train().isTable()).isTrue();
    assertThat(data.train().name()).isEqualTo("mine");
    assertThat(data.train().size()).isEqualTo(3);
    assertThat(data.train().columns()).containsExactly("length", "width");
    assertThat(data.test().labels()).containsExactly(1);
    assertThat(data.test().provenance())
        .containsExactly(
            new Provenance(
                "test.csv", mine.resolve("test.csv.gz").toString(), IdxFiles.sha256(test)));
  }

  @Test
  void loadTest_withoutTrainingFile_readsTheTestFile() throws IOException {
    Files.delete(mine.resolve("train.csv"));

    assertThat(catalog().loadTest("mine", folder, SILENT).size()).isEqualTo(1);
    assertThatThrownBy(() -> catalog().load("mine", folder, SILENT))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("own data set: " + mine + " lacks train.csv");
  }

  @Test
  void load_ofDamagedLine_saysWhereAndWhoseItIs() throws IOException {
    Files.writeString(mine.resolve("test.csv"), "length,width,species\n1,NaN,virginica\n");

    assertThatThrownBy(() -> catalog().load("mine", folder, SILENT))
        .isInstanceOf(DataException.class)
        .hasMessage(
            mine.resolve("test.csv")
                + ": expected a number, received \"NaN\" at line 2, column 2 (width). Fill it in, or leave the line out. Correct your own data set.");
  }

  @Test
  void load_ofFilesThatDoNotBelongTogether_isRefused() throws IOException {
    Files.writeString(mine.resolve("test.csv"), "width,length,species\n1,2,virginica\n");
    assertThatThrownBy(() -> catalog().load("mine", folder, SILENT))
        .isInstanceOf(DataException.class)
        .hasMessage(
            mine.resolve("test.csv")
                + ": expected the columns of the training file in their order, received \"width\" where that has \"length\". Use files that belong together.");

    Files.writeString(mine.resolve("test.csv"), "length,species\n1,virginica\n");
    assertThatThrownBy(() -> catalog().load("mine", folder, SILENT))
        .isInstanceOf(DataException.class)
        .hasMessage(
            mine.resolve("test.csv")
                + ": expected test examples of 2 inputs as in training, received examples of 1 input. Use files that belong together.");
  }

  @Test
  void load_ofFileWithAnotherChecksum_isRefused() throws IOException {
    String pinned = "0".repeat(64);
    Files.writeString(
        mine.resolve("dataset.json"),
        DESCRIPTION.formatted(", \"sha256\": {\"train.csv\": \"%s\"}".formatted(pinned)));

    assertThatThrownBy(() -> catalog().load("mine", folder, SILENT))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            mine.resolve("train.csv") + ": expected SHA-256 " + pinned + " of the unpacked bytes");
  }

  @Test
  void list_tellsWhereTheTableIs() {
    assertThat(catalog().list(folder))
        .filteredOn(status -> status.name().equals("mine"))
        .containsExactly(
            new DatasetStatus("mine", "Your own data set", "not told", true, mine.toString()));
  }

  private DatasetCatalog catalog() {
    return DatasetCatalog.standard(Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString()));
  }
}
