package io.ffsamediff.examples;

import static org.assertj.core.api.Assertions.assertThat;

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

  @TempDir private Path folder;

  @BeforeEach
  void requireMaven() {
    Maven.require();
  }

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
    assertHasSbomAndLicences(pom, "cuda12");
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
    Maven.Outcome outcome =
        Maven.run(folder, BACKENDS.resolveSibling("pom.xml"), "-N", "-Pcuda12", "validate");

    assertThat(outcome.exitCode()).isNotZero();
    assertThat(outcome.output())
        .contains("cuda12.repository: expected the address", "Give -Dcuda12.repository=URL");
  }

  @Test
  void cuda11_redist_addsCudasOwnLibraries() throws Exception {
    String pom = effectivePom("cuda11");
    assertHasSbomAndLicences(pom, "cuda11");
    assertThat(dependencies(pom))
        .contains("<artifactId>nd4j-cuda-11.6</artifactId>", "<version>1.5.7</version>")
        .doesNotContain("-redist");
    assertThat(dependencies(effectivePom("cuda11", "-Dcuda.redist"))).contains("-redist");
  }

  /** It runs beside the CPU's backend, and must not bring another JavaCPP. */
  @Test
  void cuda_redist_addsNvrtcAndNoJavaCpp() throws Exception {
    String pom = effectivePom("cuda");
    assertHasSbomAndLicences(pom, "cuda");
    assertThat(dependencies(pom))
        .contains("<artifactId>cuda</artifactId>", "<artifactId>javacpp</artifactId>")
        .contains("<exclusions>")
        .doesNotContain("nd4j", "cuda-redist");
    assertThat(dependencies(effectivePom("cuda", "-Dcuda.redist"))).contains("cuda-redist");
  }

  private static void assertHasSbomAndLicences(String pom, String backend) {
    String folder = "target/dist/backends/" + backend + "</outputDirectory>";
    assertThat(pom)
        .containsSubsequence("<goal>makeBom</goal>", folder)
        .containsSubsequence("<goal>add-third-party</goal>", folder)
        .contains("<failOnBlacklist>true</failOnBlacklist>");
  }

  /** The dependencies, without those that are only managed. */
  private static String dependencies(String pom) {
    return pom.substring(pom.indexOf("</dependencyManagement>"), pom.indexOf("<build>"));
  }

  private String effectivePom(String backend, String... properties) throws Exception {
    Path file = folder.resolve("pom.xml");
    List<String> words = new ArrayList<>(List.of("help:effective-pom", "-Doutput=" + file));
    words.addAll(List.of(properties));
    Maven.Outcome outcome =
        Maven.run(
            folder, BACKENDS.resolve(backend).resolve("pom.xml"), words.toArray(String[]::new));
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    return Files.readString(file);
  }
}
