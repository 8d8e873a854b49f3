package io.ffsamediff.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a process of the engine is started. */
interface EngineStart {

  /** The words of the command, up to the main class. */
  List<String> command(Class<?> main);

  /** Variables to add to the environment. */
  Map<String, String> environment();

  /** The words of a whole command. */
  default List<String> words(Class<?> main, String... arguments) {
    List<String> words = new ArrayList<>(command(main));
    words.addAll(List.of(arguments));
    return words;
  }

  /** A process of a whole command, with its variables. */
  default ProcessBuilder process(Class<?> main, String... arguments) {
    ProcessBuilder builder = new ProcessBuilder(words(main, arguments));
    builder.environment().putAll(environment());
    return builder;
  }
}
