package io.ffsamediff.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The list of licences, and that the build ends at one that is not allowed. */
class ThirdPartyIT {

  private static final Path ROOT = Ff.repositoryScript().toAbsolutePath().resolveSibling("");
  private static final Path GOLDEN = ROOT.resolve("docs/third-party.md");

  /** Where Maven finds the repository's own settings. */
  private static final Path WORK = ROOT.resolve("ff-examples/target/third-party-it");

  @Test
  void list_inTheDocs_isThatOfTheDistribution() throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      Files.copy(ThirdParty.FILE, GOLDEN, StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(GOLDEN)
        .as("made by the build. If the change is meant, run: make golden")
        .hasSameTextualContentAs(ThirdParty.FILE);
  }

  @Test
  void list_namesTheJarsOfTheDistribution() throws IOException {
    Set<String> jars =
        Distribution.sha256("lib", "backends/cpu").keySet().stream()
            .map(jar -> jar.replaceFirst(".*/", ""))
            .map(jar -> jar.replaceFirst("(-(linux|macosx|windows)-\\w+)?\\.jar$", ""))
            .filter(jar -> !jar.startsWith("ff-"))
            .collect(Collectors.toSet());

    assertThat(ThirdParty.read().values()).extracting(ThirdParty::jar).hasSameElementsAs(jars);
  }

  @Test
  void licence_notAllowed_endsTheBuild() throws Exception {
    Maven.require();
    Path pom = Files.createDirectories(WORK).resolve("pom.xml");
    Files.writeString(
        pom,
        """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <parent>
            <groupId>io.ffsamediff</groupId>
            <artifactId>ff-parent</artifactId>
            <version>%s</version>
            <relativePath>../../../pom.xml</relativePath>
          </parent>
          <artifactId>ff-gpl</artifactId>
          <packaging>pom</packaging>
          <dependencies>
            <dependency>
              <groupId>org.openjdk.jmh</groupId>
              <artifactId>jmh-core</artifactId>
            </dependency>
          </dependencies>
        </project>
        """
            .formatted(parentVersion()));

    Maven.Outcome outcome =
        Maven.run(WORK, pom, "org.codehaus.mojo:license-maven-plugin:add-third-party");

    assertThat(outcome.exitCode()).as(outcome.output()).isNotZero();
    assertThat(outcome.output()).contains("There are some forbidden licenses used");
  }

  private static String parentVersion() throws IOException {
    String pom = Files.readString(ROOT.resolve("pom.xml"));
    return pom.substring(
        pom.indexOf("<version>") + "<version>".length(), pom.indexOf("</version>"));
  }
}
