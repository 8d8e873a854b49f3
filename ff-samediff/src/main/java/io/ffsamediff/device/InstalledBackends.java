package io.ffsamediff.device;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ND4J backends that could be started: folders of the distribution, or what the class path
 * holds.
 *
 * @param names names such as {@code cpu} or {@code cuda11}, sorted
 * @param place where they were looked for, in words
 */
public record InstalledBackends(List<String> names, String place) {

  /** System property with the folder of the distribution; the launcher sets it. */
  public static final String HOME_PROPERTY = "ff.home";

  /** Name of the folder, in the distribution, with one folder a backend. */
  public static final String FOLDER = "backends";

  private static final String CPU_CLASS = "org/nd4j/linalg/cpu/nativecpu/CpuBackend.class";
  private static final String CUDA_CLASS = "org/nd4j/linalg/jcublas/JCublasBackend.class";
  private static final Pattern CUDA_JAR = Pattern.compile("nd4j-cuda-(\\d+)\\.");

  /** Copies the list. */
  public InstalledBackends {
    names = List.copyOf(names);
  }

  /**
   * Looks into the distribution that the process was started from, or else at the class path. Loads
   * no class of ND4J.
   *
   * @throws UncheckedIOException if the distribution's folder cannot be read
   */
  public static InstalledBackends find() {
    @Nullable String home = System.getProperty(HOME_PROPERTY);
    return home == null ? onClassPath() : in(Path.of(home));
  }

  /**
   * The backends of a distribution.
   *
   * @param home folder of the distribution
   * @throws UncheckedIOException if its folder cannot be read
   */
  public static InstalledBackends in(Path home) {
    Path folder = home.resolve(FOLDER);
    if (!Files.isDirectory(folder)) {
      return new InstalledBackends(List.of(), folder.toString());
    }
    try (Stream<Path> entries = Files.list(folder)) {
      List<String> names =
          entries
              .filter(Files::isDirectory)
              .map(entry -> String.valueOf(entry.getFileName()))
              .sorted()
              .toList();
      return new InstalledBackends(names, folder.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether there is a CUDA backend. */
  public boolean hasCuda() {
    return names.stream().anyMatch(name -> name.startsWith("cuda"));
  }

  /** Whether there is a CPU backend. */
  public boolean hasCpu() {
    return names.contains(DeviceChoice.CPU);
  }

  private static InstalledBackends onClassPath() {
    List<String> names = new ArrayList<>();
    if (resource(CPU_CLASS).isPresent()) {
      names.add(DeviceChoice.CPU);
    }
    resource(CUDA_CLASS).map(InstalledBackends::cudaName).ifPresent(names::add);
    return new InstalledBackends(names, "the class path");
  }

  /** As in {@code cuda11}, for {@code .../nd4j-cuda-11.6-1.0.0-M2.1.jar!/...}. */
  private static String cudaName(URL url) {
    Matcher jar = CUDA_JAR.matcher(url.toString());
    return jar.find() ? "cuda" + jar.group(1) : "cuda";
  }

  private static Optional<URL> resource(String name) {
    @Nullable ClassLoader loader = InstalledBackends.class.getClassLoader();
    return loader == null ? Optional.empty() : Optional.ofNullable(loader.getResource(name));
  }

  /** As in {@code [cpu] in dist/backends}. */
  @Override
  public String toString() {
    return names + " in " + place;
  }
}
