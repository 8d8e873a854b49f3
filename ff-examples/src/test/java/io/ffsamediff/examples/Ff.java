package io.ffsamediff.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs the real {@code ./ff} in a process of its own, as a user would but for the compiler; {@code
 * FF_JAVA_OPTS} in a test's environment goes before that.
 */
final class Ff {

  private static final int LIMIT_MINUTES = 5;

  /** A process that lives for seconds is compiled quickly, and not well. */
  private static final String QUICK = "-XX:TieredStopAtLevel=1";

  private final Path script;
  private final Path folder;

  /**
   * With the repository's own script.
   *
   * @param folder working directory of the runs
   */
  Ff(Path folder) {
    this(repositoryScript(), folder);
  }

  Ff(Path script, Path folder) {
    this.script = script;
    this.folder = folder;
  }

  /** The script at the root of the repository. */
  static Path repositoryScript() {
    return Path.of(System.getProperty("ff.script"));
  }

  /** What a process left: exit code, stdout and stderr. */
  record Outcome(int exitCode, String out, String err) {}

  /** Runs a command line to its end. */
  Outcome run(String... arguments) {
    return run(Map.of(), arguments);
  }

  /** Runs a command line to its end, with more environment variables; an empty one is removed. */
  Outcome run(Map<String, String> environment, String... arguments) {
    try {
      Path out = Files.createTempFile(folder, "out", ".txt");
      Path err = Files.createTempFile(folder, "err", ".txt");
      Process process = start(environment, out, err, arguments);
      assertThat(process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)).isTrue();
      return new Outcome(process.exitValue(), read(out), read(err));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Process start(Map<String, String> environment, Path out, Path err, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    Map<String, String> all = builder.environment();
    // The test runner sets these for its own sake.
    List.of("OMP_NUM_THREADS", "OMP_WAIT_POLICY", "FF_JAVA_OPTS", "FF_DATA_DIR")
        .forEach(all::remove);
    all.put("JAVA_HOME", System.getProperty("java.home"));
    all.put("FF_JAVA_OPTS", QUICK);
    all.putAll(environment);
    all.values().removeIf(String::isEmpty);
    return builder.start();
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
