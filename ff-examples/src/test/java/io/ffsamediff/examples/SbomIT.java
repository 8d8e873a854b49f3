package io.ffsamediff.examples;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.ffsamediff.examples.Sbom.Component;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The SBOM of the distribution. */
class SbomIT {

  /** The plugin that writes it leaves it out with {@code mvn -o}. */
  @BeforeEach
  void requireOnline() {
    assumeFalse("offline=true".equals(System.getProperty("ff.maven.mode")), "no SBOM with mvn -o");
  }

  @Test
  void components_withTheirChecksums_areExactlyTheJars() throws IOException {
    Map<String, String> jars = Distribution.sha256("lib", "backends/cpu");

    assertThat(distribution().components()).hasSameSizeAs(jars.keySet());
    assertThat(listed(distribution())).isEqualTo(byName(jars)).isNotEmpty();
  }

  /** What a backend needs beside its own folder is shared, in {@code lib}. */
  @Test
  void components_ofMoreBackends_areTheirJarsAndSharedOnes() throws IOException {
    for (String backend : Distribution.moreBackends()) {
      String folder = "backends/" + backend;
      Map<String, String> listed =
          listed(Sbom.read(Distribution.FOLDER.resolve(folder + "/sbom.json")));

      assertThat(listed).containsAllEntriesOf(byName(Distribution.sha256(folder)));
      assertThat(byName(Distribution.sha256(folder, "lib"))).containsAllEntriesOf(listed);
    }
  }

  @Test
  void components_ofTestsAndBenchmarks_areNotThere() throws IOException {
    assertThat(distribution().components())
        .extracting(Component::library)
        .contains("io.ffsamediff:ff-samediff", "io.ffsamediff:ff-examples", "org.nd4j:nd4j-native")
        .noneMatch(name -> name.matches(".*(jmh|jopt|junit|assertj|archunit|networknt).*"));
  }

  @Test
  void licences_areThoseOfTheListOfLicences() throws IOException {
    Map<String, ThirdParty> list = ThirdParty.read();

    assertThat(distribution().components())
        .filteredOn(component -> !component.library().startsWith("io.ffsamediff:"))
        .allSatisfy(
            component ->
                assertThat(component.licences())
                    .as(component.library())
                    .isEqualTo(requireNonNull(list.get(component.library())).licences()));
  }

  @Test
  void document_builtAgain_isTheSame() throws IOException {
    Sbom sbom = distribution();
    String serial = sbom.root().path("serialNumber").asString();

    assertThat(sbom.root().path("metadata").has("timestamp")).isFalse();
    assertThat(UUID.fromString(serial.substring("urn:uuid:".length())).version())
        .as("3: made from a name; 4: random")
        .isEqualTo(3);
  }

  private static Sbom distribution() throws IOException {
    return Sbom.read(Distribution.FOLDER.resolve("sbom.json"));
  }

  private static Map<String, String> listed(Sbom sbom) {
    return sbom.components().stream().collect(toMap(Component::jar, Component::sha256));
  }

  private static Map<String, String> byName(Map<String, String> jars) {
    return jars.entrySet().stream()
        .collect(
            toMap(
                jar -> jar.getKey().substring(jar.getKey().lastIndexOf('/') + 1),
                Map.Entry::getValue));
  }
}
