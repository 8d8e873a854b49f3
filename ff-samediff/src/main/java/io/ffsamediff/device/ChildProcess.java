package io.ffsamediff.device;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program that is asked something and may hang or crash. Both its streams go to a file, so that
 * no pipe can fill up or stay open in a grandchild.
 */
public final class ChildProcess {

  private final List<String> command;
  private final Map<String, String> environment;
  private final Duration limit;

  /**
   * A program to ask.
   *
   * @param command its name and arguments
   * @param environment variables added to those of this process
   * @param limit how long it may take
   */
  public ChildProcess(List<String> command, Map<String, String> environment, Duration limit) {
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
    this.limit = limit;
  }

  /**
   * What came of it.
   *
   * @param failure why there is no answer, in words; none where the program ended with 0
   * @param output what it printed, to either stream
   */
  public record Answer(Optional<String> failure, String output) {

    private static Answer none(String failure) {
      return new Answer(Optional.of(failure), "");
    }
  }

  /** Runs the program; ends it at the limit. */
  public Answer run() {
    String program = String.valueOf(Path.of(command.get(0)).getFileName());
    try {
      Path output = Files.createTempFile("ff-child", ".txt");
      try {
        return run(program, output);
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      return Answer.none(program + " is not installed or cannot be started");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.none("the wait for " + program + " was interrupted");
    }
  }

  private Answer run(String program, Path output) throws IOException, InterruptedException {
    Process process = start(output.toFile());
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      return Answer.none("%s gave no answer within %d s".formatted(program, limit.toSeconds()));
    }
    String said = Files.readString(output, StandardCharsets.ISO_8859_1);
    if (process.exitValue() != 0) {
      return new Answer(
          Optional.of(
              "%s ended with %d: %s".formatted(program, process.exitValue(), firstLine(said))),
          said);
    }
    return new Answer(Optional.empty(), said);
  }

  private Process start(File output) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output);
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static String firstLine(String said) {
    return said.lines().filter(line -> !line.isBlank()).findFirst().orElse("nothing").strip();
  }
}
