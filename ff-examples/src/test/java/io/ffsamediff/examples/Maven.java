package io.ffsamediff.examples;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the Maven that runs the tests, in a process of its own. */
final class Maven {

  private static final Path SCRIPT = Path.of(System.getProperty("ff.maven"), "bin", "mvn");

  private Maven() {}

  /** What Maven left: its exit code and what it said. */
  record Outcome(int exitCode, String output) {}

  /**
   * Another way to build than Maven's own script, as an IDE's, leaves the tests that need it out.
   */
  static void require() {
    assumeTrue(Files.isExecutable(SCRIPT), SCRIPT + " is not there");
  }

  /**
   * Runs a command line on {@code pom} to its end.
   *
   * @param folder takes what Maven says
   */
  static Outcome run(Path folder, Path pom, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(SCRIPT.toString(), "-B", "-q"));
    command.addAll(List.of("-f", pom.toString()));
    command.addAll(List.of(words));
    Path output = folder.resolve("maven.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    int exitCode = builder.start().waitFor();
    return new Outcome(exitCode, Files.readString(output, StandardCharsets.ISO_8859_1));
  }
}
