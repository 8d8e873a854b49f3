package io.ffsamediff.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A CycloneDX SBOM.
 *
 * @param root the document
 */
record Sbom(JsonNode root) {

  private static final Pattern PURL =
      Pattern.compile("pkg:maven/[^/]+/([^@]+)@([^?]+)\\?(?:classifier=([^&]+)&)?type=jar");

  /**
   * One of its components that is a jar.
   *
   * @param jar name of the file
   * @param library as in {@code org.nd4j:nd4j-api}
   * @param sha256 lower-case hex; empty if there is none
   * @param licences what it may be used under
   */
  record Component(String jar, String library, String sha256, Set<String> licences) {}

  static Sbom read(Path file) throws IOException {
    return new Sbom(JsonMapper.shared().readTree(Files.readString(file)));
  }

  /** All jars, also the one that the document describes. */
  List<Component> components() {
    List<Component> components = new ArrayList<>();
    root.path("components").forEach(node -> components.add(component(node)));
    JsonNode described = root.path("metadata").path("component");
    if (PURL.matcher(described.path("purl").asString()).matches()) {
      components.add(component(described));
    }
    return components;
  }

  private static Component component(JsonNode node) {
    Matcher purl = PURL.matcher(node.path("purl").asString());
    if (!purl.matches()) {
      throw new AssertionError("not the purl of a jar: " + node);
    }
    String classifier = purl.group(3) == null ? "" : "-" + purl.group(3);
    return new Component(
        "%s-%s%s.jar".formatted(purl.group(1), purl.group(2), classifier),
        node.path("group").asString() + ":" + node.path("name").asString(),
        sha256(node),
        licences(node));
  }

  private static String sha256(JsonNode node) {
    for (JsonNode hash : node.path("hashes")) {
      if (hash.path("alg").asString().equals("SHA-256")) {
        return hash.path("content").asString();
      }
    }
    return "";
  }

  private static Set<String> licences(JsonNode node) {
    Set<String> licences = new TreeSet<>();
    for (JsonNode choice : node.path("licenses")) {
      JsonNode licence = choice.path("license");
      licences.add(licence.path(licence.has("id") ? "id" : "name").asString());
    }
    return licences;
  }
}
