package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are at hand go into the cache. */
class DatasetInstallTest {

  private static final ProgressListener SILENT = ProgressListener.none();

  @TempDir private Path root;
  private Path cache;

  @BeforeEach
  void folders() {
    cache = root.resolve("cache");
  }

  @Test
  void install_ofGoodFiles_makesThemLoadable() throws IOException {
    Path from = IdxFiles.write(root.resolve("from"), IdxFiles.tinyFiles());

    Path installed = catalog().install("tiny", from);

    assertThat(installed).isEqualTo(cache.resolve("tiny"));
    assertThat(installed)
        .isDirectoryNotContaining(file -> file.getFileName().toString().endsWith(".copy"));
    assertThat(source(catalog().load("tiny", null, SILENT))).startsWith(installed.toString());
  }

  @Test
  void install_overDamagedPackedFile_replacesIt() throws IOException {
    Path folder = IdxFiles.write(cache.resolve("tiny"), Map.of());
    Files.write(folder.resolve("train-images-idx3-ubyte.gz"), new byte[] {1, 2, 3});
    Path from = IdxFiles.write(root.resolve("from"), IdxFiles.tinyFiles());

    catalog().install("tiny", from);

    assertThat(folder.resolve("train-images-idx3-ubyte.gz")).doesNotExist();
    assertThat(catalog().load("tiny", null, SILENT).train().size()).isEqualTo(6);
  }

  @Test
  void install_ofWrongOrMissingFile_installsNothing() throws IOException {
    Map<String, byte[]> files = IdxFiles.tinyFiles();
    files.put("t10k-labels-idx1-ubyte", IdxFiles.idx(new byte[] {0, 0, 0}, 3));
    Path wrong = IdxFiles.write(root.resolve("wrong"), files);
    files.remove("t10k-labels-idx1-ubyte");
    Path missing = IdxFiles.write(root.resolve("missing"), files);

    assertThatThrownBy(() -> catalog().install("tiny", wrong))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(wrong.resolve("t10k-labels-idx1-ubyte") + ": expected SHA-256 ")
        .hasMessageEndingWith("not the one of tiny. Nothing was installed.");
    assertThatThrownBy(() -> catalog().install("tiny", missing))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "%s: expected the files of tiny, received a folder without some (%s lacks t10k-labels-idx1-ubyte). Give the folder that holds them."
                .formatted(missing, missing));
    assertThat(cache).doesNotExist();
  }

  @Test
  void install_intoCacheThatIsAFile_saysThatItCannotBeWritten() throws IOException {
    Path from = IdxFiles.write(root.resolve("from"), IdxFiles.tinyFiles());
    Files.writeString(cache, "no folder");

    assertThatThrownBy(() -> catalog().install("tiny", from))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            cache.resolve("tiny") + ": expected a folder that can be written, received an error (");
  }

  private DatasetCatalog catalog() {
    return new DatasetCatalog(
        List.of(IdxFiles.tinyEntry("http://127.0.0.1:1/tiny/")),
        Map.of(),
        new DatasetCache(cache, new Downloader()));
  }

  private static String source(TrainTest data) {
    return data.train().provenance().get(0).source();
  }
}
