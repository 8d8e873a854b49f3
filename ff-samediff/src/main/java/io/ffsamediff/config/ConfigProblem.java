package io.ffsamediff.config;

/**
 * One thing that is wrong with a configuration.
 *
 * @param pointer where: a JSON pointer as in {@code /network/layers/0/units}, a place in broken
 *     JSON as in {@code line 3, column 5}, an option as in {@code --set training.epocs}; empty for
 *     the whole document
 * @param expected what would have been right
 * @param received what was found
 * @param hint how to fix it
 */
public record ConfigProblem(String pointer, String expected, String received, String hint) {

  /** The problem as one line: {@code <where>: expected <what>, received <value>. <how to fix>}. */
  @Override
  public String toString() {
    String where = pointer.isEmpty() ? "" : pointer + ": ";
    String line = where + "expected " + expected + ", received " + received + ". " + hint;
    // Keys come from a file: none of them may break the line or reach the terminal as a command.
    return Shown.withoutControls(line);
  }

  /** The same problem with a longer hint. */
  ConfigProblem withHint(String more) {
    return new ConfigProblem(pointer, expected, received, hint + " " + more);
  }

  /** The same problem of a part that stands at {@code parent}. */
  ConfigProblem below(String parent) {
    return new ConfigProblem(parent + pointer, expected, received, hint);
  }
}
