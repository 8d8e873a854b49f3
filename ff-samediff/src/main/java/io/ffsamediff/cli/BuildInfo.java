package io.ffsamediff.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.CodeSource;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the jars say about themselves. */
final class BuildInfo {

  private static final Pattern JAR = Pattern.compile(".*?-(\\d[^/\\\\]*)\\.jar$");

  /** A build outside a repository leaves the name of a property there. */
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40,64}");

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
    String path = source == null ? "" : source.getLocation().getPath();
    Matcher jar = JAR.matcher(path.substring(path.lastIndexOf('/') + 1));
    return jar.matches() ? jar.group(1) : "unknown";
  }
}
