package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs {@code ff} in a process of its own.
 *
 * @param exitCode what it ended with
 * @param out what it wrote to stdout
 * @param err what it wrote to stderr
 */
record FfProcess(int exitCode, String out, String err) {

  private static final long LIMIT_SECONDS = 120;

  /** A process that lives for seconds is compiled quickly, and not well. */
  private static final String QUICK = "-XX:TieredStopAtLevel=1";

  /** Runs {@code ff arguments} in {@code folder} to its end. */
  static FfProcess run(Path folder, String... arguments) throws Exception {
    return finish(start(folder, arguments), folder);
  }

  /**
   * Runs {@code ff arguments} in a folder made by {@link TinyRun} and expects a refusal: the right
   * exit code, the message on stderr, nothing on stdout, nothing left behind.
   */
  static void refused(Path folder, int exitCode, String message, String... arguments)
      throws Exception {
    FfProcess ff = run(folder, arguments);
    assertThat(ff.exitCode()).as(ff.err()).isEqualTo(exitCode);
    assertThat(ff.err()).contains(message).startsWith("ff: ").doesNotContain("\tat ");
    assertThat(ff.out()).isEmpty();
    assertThat(folder.toFile().list())
        .contains("data", "tiny.json", "out.txt", "err.txt")
        .isSubsetOf("data", "tiny.json", "out.txt", "err.txt", "cache");
    try (Stream<Path> left = Files.walk(folder)) {
      Path cache = folder.resolve("cache");
      assertThat(left.filter(f -> f.startsWith(cache) && Files.isRegularFile(f)))
          .allMatch(f -> f.endsWith(".lock"));
    }
  }

  /** Starts {@code ff arguments} in {@code folder}. */
  static Process start(Path folder, String... arguments) throws IOException {
    return start(folder, command(arguments));
  }

  /** The command line of {@code ff arguments}. */
  static List<String> command(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                QUICK,
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-Dorg.nd4j.log.initialization=false",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Starts {@code command} in {@code folder} with the environment of {@code ff}. */
  static Process start(Path folder, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().remove("FF_DATA_DIR");
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    return builder
        .redirectOutput(folder.resolve("out.txt").toFile())
        .redirectError(folder.resolve("err.txt").toFile())
        .start();
  }

  /** Waits for the end of a started process. */
  static FfProcess finish(Process process, Path folder) throws Exception {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("ff did not end: " + text(folder.resolve("err.txt")));
    }
    return new FfProcess(
        process.exitValue(), text(folder.resolve("out.txt")), text(folder.resolve("err.txt")));
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
