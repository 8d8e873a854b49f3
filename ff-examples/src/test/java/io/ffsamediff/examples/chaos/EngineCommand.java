package io.ffsamediff.examples.chaos;

import io.ffsamediff.examples.Launched;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts the engine: by {@code ./ff}, or at once as that does in the end, which is quicker. */
final class EngineCommand {

  /** A process that lives for seconds is compiled quickly, and not well. */
  private static final String QUICK = "-XX:TieredStopAtLevel=1";

  private final Path script;
  private final List<String> words;
  private final Map<String, String> environment;

  /**
   * Asks the launcher.
   *
   * @param script {@code ./ff}
   */
  EngineCommand(Path script) throws IOException {
    this.script = script;
    ProcessBuilder launched = Launched.asLauncherSays();
    words = new ArrayList<>(launched.command());
    words.add(1, QUICK);
    environment = launched.environment();
  }

  /** The engine's process, in {@code folder}. */
  ProcessBuilder direct(Path folder, List<String> arguments) {
    ProcessBuilder builder = in(folder, words, arguments);
    builder.environment().putAll(environment);
    return builder;
  }

  /** {@code ./ff} in {@code folder}. */
  ProcessBuilder byScript(Path folder, List<String> arguments) {
    ProcessBuilder builder = in(folder, List.of(script.toString()), arguments);
    builder.environment().put("FF_JAVA_OPTS", QUICK);
    return builder;
  }

  private static ProcessBuilder in(Path folder, List<String> words, List<String> arguments) {
    List<String> command = new ArrayList<>(words);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("FF_DATA_DIR");
    builder.environment().remove("FF_JAVA_OPTS");
    return builder;
  }
}
