package io.ffsamediff.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where JavaCPP extracts native libraries: a folder for each backend and version, since it rewrites
 * links in there at every start and two versions would pull them from under each other.
 */
final class NativeCache {

  private NativeCache() {}

  /**
   * The folder for a backend, made where it is missing.
   *
   * @param environment the user's environment
   * @param backend the backend's folder in the distribution
   * @return the folder; none where it cannot be written, then JavaCPP looks for a place of its own
   */
  static Optional<Path> folder(Map<String, String> environment, Path backend) {
    return made(environment, name(backend));
  }

  /** The folder for ND4J's backend with CUDA's presets beside it. */
  static Optional<Path> folder(Map<String, String> environment, Path backend, Path presets) {
    return made(environment, name(backend) + "-cuda-" + version("cuda", presets));
  }

  private static Optional<Path> made(Map<String, String> environment, String name) {
    Path folder = userCache(environment).resolve(Path.of("ff-samediff", "javacpp", name));
    try {
      Files.createDirectories(folder);
      return Files.isWritable(folder) ? Optional.of(folder) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** As in {@code cpu-nd4j-1.0.0-M2.1-javacpp-1.5.13}. */
  static String name(Path backend) {
    return "%s-nd4j-%s-javacpp-%s"
        .formatted(
            backend.getFileName(), version("nd4j-api", backend), version("javacpp", backend));
  }

  /** The version of a library; the shortest name, since natives have a classifier behind it. */
  private static String version(String library, Path backend) {
    Pattern jar = Pattern.compile(Pattern.quote(library) + "-(\\d.*)\\.jar");
    try (Stream<Path> files = Files.list(backend)) {
      return files
          .map(file -> jar.matcher(Objects.toString(file.getFileName())))
          .filter(Matcher::matches)
          .map(matcher -> matcher.group(1))
          .min(Comparator.comparing(String::length))
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static Path userCache(Map<String, String> environment) {
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    // The specification says that a relative path is to be ignored.
    return Path.of(cache).isAbsolute()
        ? Path.of(cache)
        : Path.of(System.getProperty("user.home"), ".cache");
  }
}
