package io.ffsamediff.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The jars that were downloaded are those that were downloaded when they were chosen. */
class ChecksumsIT {

  private static final Path LISTS = Ff.repositoryScript().resolveSibling("docs/checksums");

  @TempDir private Path folder;

  /** Natives are those of the platform, and only one platform is listed. */
  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void jars_ofTheDistribution_areExactlyThoseListed() throws IOException {
    Path list = LISTS.resolve("cpu.sha256");
    Map<String, String> jars = downloaded("lib", "backends/cpu");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(list, lines(jars));
    }

    assertThat(lines(jars))
        .as("%s pins what is downloaded. If a new version is meant, run: make golden", list)
        .isEqualTo(Files.readString(list));
  }

  @Test
  void jars_ofMoreBackends_areListedOrOfSnapshots() throws IOException {
    for (String backend : Distribution.moreBackends()) {
      Path list = LISTS.resolve(backend + ".sha256");
      if (Files.exists(list)) {
        assertThat(read(list)).containsAllEntriesOf(downloaded("backends/" + backend));
      }
    }
  }

  /** The check that images and the GPU bundle make, on a distribution of one jar. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void script_jarAltered_failsAndNamesIt() throws Exception {
    Path lib = Files.createDirectories(folder.resolve("target/dist/lib"));
    Path jar = aListedJar();
    Path copy = lib.resolve(jar.getFileName());
    Path lists = Files.createDirectories(folder.resolve("docs/checksums"));
    Files.copy(LISTS.resolve("cpu.sha256"), lists.resolve("cpu.sha256"));
    Files.copy(jar, copy);
    Files.copy(jar, lib.resolve("unknown-1.0.jar"));

    assertThat(script()).isZero();
    assertThat(said()).isEqualTo("checksums: lib/unknown-1.0.jar is not listed\n");

    Files.write(copy, new byte[] {0}, StandardOpenOption.APPEND);
    assertThat(script()).isNotZero();
    assertThat(said()).contains("lib/" + jar.getFileName() + ": FAILED");
  }

  private static Path aListedJar() throws IOException {
    return read(LISTS.resolve("cpu.sha256")).keySet().stream()
        .filter(jar -> jar.startsWith("lib/"))
        .map(Distribution.FOLDER::resolve)
        .findFirst()
        .orElseThrow();
  }

  private int script() throws Exception {
    Path script = Ff.repositoryScript().toAbsolutePath().resolveSibling("docker/checksums.sh");
    return new ProcessBuilder(script.toString())
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("out.txt").toFile())
        .start()
        .waitFor();
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("out.txt"));
  }

  /** Without the project's own, which differ from commit to commit. */
  private static Map<String, String> downloaded(String... folders) throws IOException {
    Map<String, String> jars = Distribution.sha256(folders);
    jars.keySet().removeIf(jar -> jar.startsWith("lib/ff-"));
    return jars;
  }

  /** In the form of sha256sum. */
  private static String lines(Map<String, String> sums) {
    return sums.entrySet().stream()
        .map(sum -> sum.getValue() + "  " + sum.getKey() + "\n")
        .collect(Collectors.joining());
  }

  private static Map<String, String> read(Path list) throws IOException {
    Map<String, String> sums = new TreeMap<>();
    Files.readAllLines(list).forEach(line -> sums.put(line.substring(66), line.substring(0, 64)));
    return sums;
  }
}
