package io.ffsamediff.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The commit that the engine was built from, which goes into the manifest of each run. */
class GitCommitIT {

  @Test
  void jarOfTheEngine_builtInARepository_namesItsCommit() throws Exception {
    Path repository = Ff.repositoryScript().resolveSibling("");
    assumeTrue(Files.isDirectory(repository.resolve(".git")), "not built in a repository");

    assertThat(commitOfTheJar()).isEqualTo(head(repository));
  }

  private static String commitOfTheJar() throws IOException {
    Path jar =
        Distribution.jars("lib").stream()
            .filter(file -> String.valueOf(file.getFileName()).startsWith("ff-samediff-"))
            .findFirst()
            .orElseThrow();
    try (JarFile open = new JarFile(jar.toFile())) {
      return open.getManifest().getMainAttributes().getValue("Git-Commit");
    }
  }

  private static String head(Path repository) throws IOException, InterruptedException {
    Process git =
        new ProcessBuilder("git", "rev-parse", "HEAD").directory(repository.toFile()).start();
    String commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(git.waitFor()).isZero();
    return commit.strip();
  }
}
