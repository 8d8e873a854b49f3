package io.ffsamediff.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/security.md} says of known findings, against the jars and the tool's list. */
class KnownFindingsIT {

  private static final Path DOCS = Ff.repositoryScript().resolveSibling("docs");

  /** A row as {@code | snakeyaml 1.26 | CVE-2022-1471, CVE-2022-25857 | why |}. */
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| ([^|]+) \\| (CVE-[-, CVE0-9]+) \\| [^|]{20,} \\|$");

  private static final Pattern SUPPRESSED =
      Pattern.compile(
          "(?s)<packageUrl>pkg:maven/[^/]+/([^@]+)@([^<]+)</packageUrl>(.*?)</suppress>");

  @Test
  void findings_ofTheDocs_areThoseOfTheTool() throws IOException {
    Map<String, Set<String>> told = new TreeMap<>();
    ROW.matcher(Files.readString(DOCS.resolve("security.md")))
        .results()
        .forEach(row -> addRow(row, told));
    Map<String, Set<String>> suppressed = new TreeMap<>();
    SUPPRESSED
        .matcher(Files.readString(DOCS.resolve("known-findings.xml")))
        .results()
        .forEach(
            entry -> suppressed.put(entry.group(1) + " " + entry.group(2), cves(entry.group(3))));

    assertThat(told).hasSizeGreaterThan(8).isEqualTo(suppressed);
  }

  private static void addRow(MatchResult row, Map<String, Set<String>> told) {
    for (String library : row.group(1).split(", ", -1)) {
      told.put(library, cves(row.group(2)));
    }
  }

  private static Set<String> cves(String text) {
    Set<String> cves = new TreeSet<>();
    Pattern.compile("CVE-\\d+-\\d+").matcher(text).results().forEach(cve -> cves.add(cve.group()));
    return cves;
  }

  @Test
  void contentsOfShadedJars_areThoseOfTheDocs() throws IOException {
    String docs = Files.readString(DOCS.resolve("security.md"));

    for (String jar : List.of("jackson", "guava", "protobuf")) {
      Path file = shaded(jar);
      String row =
          "(?m)^\\| " + Pattern.quote(String.valueOf(file.getFileName())) + " \\| (.*) \\|$";
      Set<String> told = new TreeSet<>();
      Pattern.compile(row)
          .matcher(docs)
          .results()
          .forEach(found -> told.addAll(Arrays.asList(found.group(1).split(", "))));

      assertThat(contents(file)).as(jar).isNotEmpty().isEqualTo(told);
    }
  }

  @Test
  void librariesWithFindings_areInTheDistribution() throws IOException {
    Set<String> there = new TreeSet<>();
    ThirdParty.read().values().forEach(row -> there.add(row.jar().replaceFirst("-(?=\\d)", " ")));
    for (String jar : List.of("jackson", "guava", "protobuf")) {
      there.addAll(contents(shaded(jar)));
    }
    Set<String> told = new TreeSet<>();
    ROW.matcher(Files.readString(DOCS.resolve("security.md")))
        .results()
        .forEach(row -> told.addAll(Arrays.asList(row.group(1).split(", ", -1))));

    assertThat(there).containsAll(told);
  }

  private static Path shaded(String jar) throws IOException {
    return Distribution.jars("backends/cpu").stream()
        .filter(file -> String.valueOf(file.getFileName()).matches(jar + "-\\d.*"))
        .findFirst()
        .orElseThrow();
  }

  /** What a shaded jar says that it was made of, as in {@code snakeyaml 1.26}. */
  private static Set<String> contents(Path jar) throws IOException {
    Set<String> contents = new TreeSet<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : Collections.list(file.entries())) {
        if (entry.getName().matches("META-INF/maven/(?!org\\.nd4j/).*/pom\\.properties")) {
          contents.add(nameAndVersion(file, entry));
        }
      }
    }
    return contents;
  }

  private static String nameAndVersion(JarFile file, JarEntry entry) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = file.getInputStream(entry)) {
      properties.load(in);
    }
    return properties.getProperty("artifactId") + " " + properties.getProperty("version");
  }
}
