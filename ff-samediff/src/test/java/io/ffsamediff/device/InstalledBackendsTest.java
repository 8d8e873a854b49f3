package io.ffsamediff.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledBackendsTest {

  @TempDir private Path home;

  @Test
  void in_distribution_namesItsFoldersOnly() throws IOException {
    Files.createDirectories(home.resolve("backends/cuda11"));
    Files.createDirectories(home.resolve("backends/cpu"));
    Files.writeString(home.resolve("backends/readme"), "");

    InstalledBackends backends = InstalledBackends.in(home);

    assertThat(backends.names()).containsExactly("cpu", "cuda11");
    assertThat(backends.hasCpu()).isTrue();
    assertThat(backends.hasCuda()).isTrue();
  }

  @Test
  void in_folderThatIsNoDistribution_findsNone() {
    assertThat(InstalledBackends.in(home).names()).isEmpty();
  }

  @Test
  void find_plainClassPath_findsTheCpuBackendOnIt() {
    InstalledBackends backends = InstalledBackends.find();

    assertThat(backends).hasToString("[cpu] in the class path");
    assertThat(backends.hasCuda()).isFalse();
  }
}
