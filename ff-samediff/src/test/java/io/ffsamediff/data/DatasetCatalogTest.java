package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ffsamediff.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Search order and messages; nothing answers at the mirror's address. */
class DatasetCatalogTest {

  private static final String DEAD_MIRROR = "http://127.0.0.1:1/tiny/";
  private static final ProgressListener SILENT = ProgressListener.none();

  @TempDir private Path root;
  private Path option;
  private Path variable;
  private Path cache;

  @BeforeEach
  void folders() {
    option = root.resolve("option");
    variable = root.resolve("variable");
    cache = root.resolve("cache");
  }

  @Test
  void load_fromDataDir_givesBothSplitsWithProvenance() throws IOException {
    Path folder = IdxFiles.write(option.resolve("tiny"), IdxFiles.tinyFiles());

    TrainTest data = catalog().load("tiny", option, SILENT);

    assertThat(data.train().split()).isEqualTo(Dataset.Split.TRAIN);
    assertThat(data.train().labels()).containsExactly(0, 1, 2, 0, 1, 2);
    assertThat(data.train().pixel(1, 0)).isEqualTo(6);
    assertThat(data.test().split()).isEqualTo(Dataset.Split.TEST);
    assertThat(data.test().labels()).containsExactly(2, 1, 0);
    assertThat(data.test().classes()).isEqualTo(3);
    String file = "t10k-labels-idx1-ubyte";
    assertThat(data.test().provenance())
        .contains(
            new Provenance(
                file,
                folder.resolve(file).toString(),
                IdxFiles.sha256(IdxFiles.idx(new byte[] {2, 1, 0}, 3))));
  }

  @Test
  void load_withDataInSeveralFolders_takesTheFirstOfTheOrder() throws IOException {
    IdxFiles.write(cache.resolve("tiny"), IdxFiles.tinyFiles());
    assertThat(source(catalog().load("tiny", option, SILENT))).startsWith(cache.toString());

    IdxFiles.write(variable.resolve("tiny"), IdxFiles.tinyFiles());
    assertThat(source(catalog().load("tiny", option, SILENT))).startsWith(variable.toString());

    IdxFiles.write(option.resolve("tiny"), IdxFiles.tinyFiles());
    assertThat(source(catalog().load("tiny", option, SILENT))).startsWith(option.toString());
    assertThat(source(catalog().load("tiny", null, SILENT))).startsWith(variable.toString());
  }

  @Test
  void load_ofPackedFiles_checksTheUnpackedBytes() throws IOException {
    for (Map.Entry<String, byte[]> file : IdxFiles.tinyFiles().entrySet()) {
      Files.createDirectories(option.resolve("tiny"));
      Files.write(
          option.resolve("tiny").resolve(file.getKey() + ".gz"), IdxFiles.gzip(file.getValue()));
    }

    assertThat(catalog().load("tiny", option, SILENT).train().size()).isEqualTo(6);
  }

  @Test
  void load_withDamagedFileOfTheUser_namesHashesAndDoesNotUseAnother() throws IOException {
    IdxFiles.write(cache.resolve("tiny"), IdxFiles.tinyFiles());
    Map<String, byte[]> files = IdxFiles.tinyFiles();
    byte[] damaged = IdxFiles.idx(new byte[] {0, 1, 2, 0, 1, 1}, 6);
    files.put("train-labels-idx1-ubyte", damaged);
    Path folder = IdxFiles.write(option.resolve("tiny"), files);

    assertThatThrownBy(() -> catalog().load("tiny", option, SILENT))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "%s: expected SHA-256 %s of the unpacked bytes, received %s. The file is damaged or not the one of tiny. Put the undamaged file there, or point --data-dir elsewhere."
                .formatted(
                    folder.resolve("train-labels-idx1-ubyte"),
                    IdxFiles.sha256(IdxFiles.idx(new byte[] {0, 1, 2, 0, 1, 2}, 6)),
                    IdxFiles.sha256(damaged)));
  }

  @Test
  void load_withTruncatedFileInCache_advisesToDeleteIt() throws IOException {
    Map<String, byte[]> files = IdxFiles.tinyFiles();
    files.put("t10k-images-idx3-ubyte", Arrays.copyOf(IdxFiles.counting(3, 2, 3), 20));
    Path folder = IdxFiles.write(cache.resolve("tiny"), files);

    assertThatThrownBy(() -> catalog().load("tiny", null, SILENT))
        .isInstanceOf(DataException.class)
        .hasMessage(
            folder.resolve("t10k-images-idx3-ubyte")
                + ": expected 34 bytes, received the end of the file at byte 20. The file is truncated: get it again."
                + " Delete it, or run './ff data fetch tiny', which replaces it.");
  }

  @Test
  void load_ofDataThatIsNowhere_listsWhatWasTriedAndWhatToDo() throws IOException {
    Map<String, byte[]> files = new TreeMap<>(IdxFiles.tinyFiles());
    files.remove("t10k-labels-idx1-ubyte");
    IdxFiles.write(option.resolve("tiny"), files);

    assertThatThrownBy(() -> catalog().load("tiny", option, SILENT))
        .isInstanceOf(DataException.class)
        .hasMessageMatching(
            """
            (?s)data set tiny: expected its files, received none that can be used. Tried:
              --data-dir: %s lacks t10k-labels-idx1-ubyte
              FF_DATA_DIR: no folder %s
              cache: no folder %s
              http://127.0.0.1:1/tiny/train-images-idx3-ubyte.gz: no connection
            What to do:
              put train-images-idx3-ubyte, .* into a folder DIR/tiny and set --data-dir DIR or FF_DATA_DIR=DIR
              or run './ff data fetch tiny' where there is network
              or run './ff data fetch tiny --from DIR' with the files in DIR"""
                .formatted(
                    option.resolve("tiny"), variable.resolve("tiny"), cache.resolve("tiny")));
  }

  @Test
  void load_ofBundledDataThatIsNotOnTheClassPath_saysWhichJarIsMissing() {
    CatalogEntry entry =
        new CatalogEntry(
            "gone",
            "",
            "",
            ClassLabels.numbered(3),
            IdxFiles.tinyEntry(DEAD_MIRROR).files(),
            new DataOrigin.Bundled("/io/ffsamediff/data/gone/"));

    assertThatThrownBy(() -> catalog(entry).load("gone", option, SILENT))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("bundled data: the class path lacks [train-images-idx3-ubyte, ")
        .hasMessageEndingWith(
            "put the ff-examples jar, which holds the bundled data, on the class path");
  }

  @Test
  void load_ofUnknownName_listsNamesAndSuggestsTheClosest() {
    DatasetCatalog standard = DatasetCatalog.standard(Map.of());

    assertThatThrownBy(() -> standard.load("fashon-mnist", option, SILENT))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "configuration: /data/name: expected one of mnist, fashion-mnist, cifar10, mnist-subset, iris, received \"fashon-mnist\"."
                + " Did you mean \"fashion-mnist\"?"
                + " Your own data set needs a folder of its name with a dataset.json in --data-dir or FF_DATA_DIR.");
    assertThatThrownBy(() -> standard.load("imagenet", option, SILENT))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("received \"imagenet\". Your own");
    assertThatThrownBy(() -> standard.fetch("mnits", SILENT))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("Did you mean \"mnist\"?");
    assertThatThrownBy(() -> standard.install("", option)).isInstanceOf(ConfigException.class);
  }

  @Test
  void load_ofTestImagesOfAnotherSize_isRefused() throws IOException {
    Map<String, byte[]> files = IdxFiles.tinyFiles();
    files.put("t10k-images-idx3-ubyte", IdxFiles.counting(3, 3, 2));
    Path folder = ownDataset("mine", "{\"classes\": 3}", files);

    assertThatThrownBy(() -> catalog().load("mine", option, SILENT))
        .isInstanceOf(DataException.class)
        .hasMessage(
            folder.resolve("t10k-images-idx3-ubyte")
                + ": expected test images of 2 x 3 as in training, received images of 3 x 2. Use files that belong together.");
  }

  @Test
  void load_ofOwnDataset_readsItsFiles() throws IOException {
    ownDataset("mine", "{\"classes\": 5}", IdxFiles.tinyFiles());

    TrainTest data = catalog().load("mine", option, SILENT);

    assertThat(data.train().name()).isEqualTo("mine");
    assertThat(data.train().classes()).isEqualTo(5);
    assertThat(data.train().size()).isEqualTo(6);
  }

  @Test
  void load_ofOwnDatasetWithoutAFile_saysWhichOne() throws IOException {
    Map<String, byte[]> files = IdxFiles.tinyFiles();
    files.remove("train-labels-idx1-ubyte");
    Path folder = ownDataset("mine", "{\"classes\": 3}", files);

    assertThatThrownBy(() -> catalog().load("mine", option, SILENT))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("own data set: " + folder + " lacks train-labels-idx1-ubyte");
  }

  @Test
  void load_ofOwnDatasetWithTooFewLabels_isRefused() throws IOException {
    Map<String, byte[]> files = IdxFiles.tinyFiles();
    files.put("train-labels-idx1-ubyte", IdxFiles.idx(new byte[] {0, 1}, 2));
    ownDataset("mine", "{\"classes\": 3}", files);

    assertThatThrownBy(() -> catalog().load("mine", option, SILENT))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "mine (TRAIN): expected as many images as labels, received 6 images and 2 labels. Use the two files that belong together.");
  }

  @Test
  void list_tellsWhereEachDatasetIs() throws IOException {
    ownDataset("mine", "{\"classes\": 3, \"description\": \"My own\"}", IdxFiles.tinyFiles());
    ownDataset("broken", "{", Map.of());
    DatasetCatalog catalog = catalog();

    assertThat(catalog.list(option))
        .containsExactly(
            new DatasetStatus(
                "tiny",
                "Six and three images",
                "none",
                false,
                "not here: --data-dir: no folder %s; FF_DATA_DIR: no folder %s; cache: no folder %s"
                    .formatted(
                        option.resolve("tiny"), variable.resolve("tiny"), cache.resolve("tiny"))),
            new DatasetStatus(
                "broken",
                "",
                "",
                false,
                "not usable: %s: expected strict JSON, received other text at line 1, column 2 (Unexpected end-of-input: expected close marker for Object). Correct the description of your data set."
                    .formatted(option.resolve("broken").resolve("dataset.json"))),
            new DatasetStatus(
                "mine", "My own", "not told", true, option.resolve("mine").toString()));

    IdxFiles.write(variable.resolve("tiny"), IdxFiles.tinyFiles());
    assertThat(catalog.list(null))
        .containsExactly(
            new DatasetStatus(
                "tiny", "Six and three images", "none", true, variable.resolve("tiny").toString()));
  }

  private DatasetCatalog catalog() {
    return catalog(IdxFiles.tinyEntry(DEAD_MIRROR));
  }

  private DatasetCatalog catalog(CatalogEntry entry) {
    return new DatasetCatalog(
        List.of(entry),
        Map.of("FF_DATA_DIR", variable.toString()),
        new DatasetCache(cache, new Downloader(Duration.ofSeconds(5), Duration.ofSeconds(5))));
  }

  private Path ownDataset(String name, String description, Map<String, byte[]> files)
      throws IOException {
    Path folder = IdxFiles.write(option.resolve(name), files);
    Files.writeString(folder.resolve("dataset.json"), description);
    return folder;
  }

  private static String source(TrainTest data) {
    return data.train().provenance().get(0).source();
  }
}
