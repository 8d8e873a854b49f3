package io.ffsamediff.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used, with everything that is wrong with it. */
public final class ConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<ConfigProblem> problems;

  /**
   * With all problems of one source.
   *
   * @param source file or place that was read
   * @param problems what is wrong, at least one
   */
  public ConfigException(String source, List<ConfigProblem> problems) {
    super(
        problems.stream()
            .map(problem -> source + ": " + problem)
            .collect(Collectors.joining(System.lineSeparator())));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong. */
  public List<ConfigProblem> problems() {
    return problems;
  }
}
