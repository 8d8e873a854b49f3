package io.ffsamediff.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Both images, built and trained in; minutes, so that it is asked for with FF_DOCKER_CHECK=1. */
@Tag("buildah")
class DockerCheckIT {

  private static final Path SCRIPT = Ff.repositoryScript().resolveSibling("docker/check.sh");

  @Test
  void images_builtOnStandIns_trainAndFallBackToTheCpu() throws Exception {
    assumeTrue(
        "1".equals(System.getenv("FF_DOCKER_CHECK")), "FF_DOCKER_CHECK is not 1: not asked for");
    for (String tool : List.of("buildah", "debootstrap")) {
      assumeTrue(isInstalled(tool), tool + " is not installed");
    }

    Process check =
        new ProcessBuilder("bash", SCRIPT.toString())
            .directory(Ff.repositoryScript().toAbsolutePath().resolveSibling("").toFile())
            .inheritIO()
            .start();

    assertThat(check.waitFor()).isZero();
  }

  private static boolean isInstalled(String tool) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }
}
