package io.ffsamediff.cli;

import io.ffsamediff.device.InstalledBackends;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the jars say about themselves. */
final class BuildInfo {

  private static final Pattern JAR = Pattern.compile(".*?-(\\d[^/\\\\]*)\\.jar$");

  /** A build outside a repository leaves the name of a property there. */
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40,64}");

  private static final Pattern ND4J = Pattern.compile("(.*[/\\\\])?nd4j-api-\\d[^/\\\\]*\\.jar");
  private static final String UNKNOWN = "unknown";

  private BuildInfo() {}

  /** The commit in the entry {@code Git-Commit} of the engine's jar; null if there is none. */
  static @Nullable String gitCommit() {
    CodeSource source = BuildInfo.class.getProtectionDomain().getCodeSource();
    if (source == null || !source.getLocation().getPath().endsWith(".jar")) {
      return null;
    }
    try {
      URL manifest = new URL("jar:" + source.getLocation() + "!/META-INF/MANIFEST.MF");
      try (InputStream in = manifest.openStream()) {
        String commit = new Manifest(in).getMainAttributes().getValue("Git-Commit");
        return commit == null || !COMMIT.matcher(commit).matches() ? null : commit;
      }
    } catch (IOException e) {
      return null;
    }
  }

  /** The version in the name of the jar that holds {@code type}, or {@code unknown}. */
  static String versionInJarName(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return versionInName(source == null ? "" : source.getLocation().getPath());
  }

  private static String versionInName(String path) {
    Matcher jar = JAR.matcher(path.substring(path.lastIndexOf('/') + 1));
    return jar.matches() ? jar.group(1) : UNKNOWN;
  }

  /**
   * The versions of ND4J that the engine can be started with, by backend, as in {@code 1.0.0-M2.1
   * (cpu)}; from the names of jars, and without a class of ND4J.
   */
  static String nd4jVersions() {
    String home = System.getProperty(InstalledBackends.HOME_PROPERTY);
    return home == null
        ? nd4jVersion(
            Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)))
        : InstalledBackends.find().names().stream()
            .map(name -> nd4jVersion(jars(home, name)) + " (" + name + ")")
            .collect(Collectors.joining(", "));
  }

  private static String nd4jVersion(Stream<String> jars) {
    return jars.filter(jar -> ND4J.matcher(jar).matches())
        .map(BuildInfo::versionInName)
        .findFirst()
        .orElse(UNKNOWN);
  }

  private static Stream<String> jars(String home, String backend) {
    String[] files = Path.of(home, InstalledBackends.FOLDER, backend).toFile().list();
    return files == null ? Stream.of() : Stream.of(files);
  }
}
