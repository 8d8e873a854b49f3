package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeCacheTest {

  private static final String NAME = "cpu-nd4j-1.0.0-M2.1-javacpp-1.5.13";

  @TempDir private Path folder;
  private Path backend = Path.of("");

  @BeforeEach
  void makeBackend() throws IOException {
    backend = Files.createDirectories(folder.resolve("backends/cpu"));
    Files.writeString(backend.resolve("javacpp-1.5.13-linux-x86_64.jar"), "");
    Files.writeString(backend.resolve("javacpp-1.5.13.jar"), "");
    Files.writeString(backend.resolve("nd4j-api-1.0.0-M2.1.jar"), "");
  }

  @Test
  void folder_userCache_isMadeAndNamesBackendAndVersions() {
    Path cache = folder.resolve("a cache");

    Optional<Path> made = NativeCache.folder(Map.of("XDG_CACHE_HOME", cache.toString()), backend);

    assertThat(made).contains(cache.resolve("ff-samediff/javacpp").resolve(NAME));
    assertThat(made.orElseThrow()).isDirectory();
  }

  @Test
  void folder_userCacheThatCannotBeMade_isNone() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThat(NativeCache.folder(Map.of("XDG_CACHE_HOME", file.toString()), backend)).isEmpty();
  }

  @Test
  void name_backendWithoutThem_isUnknown() {
    assertThat(NativeCache.name(folder.resolve("cuda11")))
        .isEqualTo("cuda11-nd4j-unknown-javacpp-unknown");
  }
}
