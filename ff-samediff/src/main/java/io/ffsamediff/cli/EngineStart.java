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
}
