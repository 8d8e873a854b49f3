package io.ffsamediff.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The modules of the CUDA backends, by their effective POMs: the snapshots cannot be resolved here.
 */
class BackendPomIT {

  private static final Path BACKENDS = Ff.repositoryScript().resolveSibling("ff-backends");
  private static final Path MAVEN = Path.of(System.getProperty("ff.maven"), "bin", "mvn");

  @TempDir private Path folder;

  /** Another way to build than Maven's own script, as an IDE's. */
  @BeforeEach
  void requireMaven() {
    assumeTrue(Files.isExecutable(MAVEN), MAVEN + " is not there");
  }

  /** What Maven left: its exit code and what it said. */
  private record Outcome(int exitCode, String output) {}

  @Test
  void cuda12_defaults_areWhatUpstreamDocuments() throws Exception {
    String pom = effectivePom("cuda12", "-Dcuda12.repository=file:///none");

    assertThat(pom)
        .containsSubsequence(
            "<groupId>org.eclipse.deeplearning4j</groupId>",
            "<artifactId>nd4j-cuda-12.9</artifactId>",
            "<version>1.0.0-SNAPSHOT</version>")
        .contains("<version>12.9-9.10-1.5.12</version>", "<url>file:///none</url>");
    assertThat(dependencies(pom)).doesNotContain("<groupId>org.nd4j</groupId>");
  }

  @Test
  void cuda12_propertiesSet_areTaken() throws Exception {
    String pom =
        effectivePom(
            "cuda12",
            "-Dcuda12.groupId=org.nd4j",
            "-Dcuda12.cuda.version=12.6",
            "-Dcuda12.nd4j.version=1.0.0-M3",
            "-Dcuda12.repository=file:///none");

    assertThat(dependencies(pom))
        .containsSubsequence(
            "<groupId>org.nd4j</groupId>",
            "<artifactId>nd4j-cuda-12.6</artifactId>",
            "<version>1.0.0-M3</version>");
  }

  @Test
  void cuda12_noRepository_saysWhatToSet() throws Exception {
    Outcome outcome = maven(BACKENDS.resolveSibling("pom.xml"), "-N", "-Pcuda12", "validate");

    assertThat(outcome.exitCode()).isNotZero();
    assertThat(outcome.output())
        .contains("cuda12.repository: expected the address", "Give -Dcuda12.repository=URL");
  }

  @Test
  void cuda11_redist_addsCudasOwnLibraries() throws Exception {
    assertThat(dependencies(effectivePom("cuda11")))
        .contains("<artifactId>nd4j-cuda-11.6</artifactId>", "<version>1.5.7</version>")
        .doesNotContain("-redist");
    assertThat(dependencies(effectivePom("cuda11", "-Dcuda.redist"))).contains("-redist");
  }

  /** The dependencies, without those that are only managed. */
  private static String dependencies(String pom) {
    return pom.substring(pom.indexOf("</dependencyManagement>"), pom.indexOf("<build>"));
  }

  private String effectivePom(String backend, String... properties) throws Exception {
    Path file = folder.resolve("pom.xml");
    List<String> words = new ArrayList<>(List.of("help:effective-pom", "-Doutput=" + file));
    words.addAll(List.of(properties));
    Outcome outcome =
        maven(BACKENDS.resolve(backend).resolve("pom.xml"), words.toArray(String[]::new));
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    return Files.readString(file);
  }

  private Outcome maven(Path pom, String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(MAVEN.toString(), "-B", "-q"));
    command.addAll(List.of("-f", pom.toString()));
    command.addAll(List.of(words));
    Path output = folder.resolve("maven.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    int exitCode = builder.start().waitFor();
    return new Outcome(exitCode, Files.readString(output, StandardCharsets.ISO_8859_1));
  }
}
