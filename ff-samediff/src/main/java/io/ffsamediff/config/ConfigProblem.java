package io.ffsamediff.config;

/**
 * One thing that is wrong with a configuration.
 *
 * @param pointer JSON pointer to the place, as in {@code /network/layers/0/units}; empty for the
 *     whole document
 * @param expected what would have been right
 * @param received what was found
 * @param hint how to fix it
 */
public record ConfigProblem(String pointer, String expected, String received, String hint) {

  /** The problem as one line: {@code <where>: expected <what>, received <value>. <how to fix>}. */
  @Override
  public String toString() {
    return "%s: expected %s, received %s. %s"
        .formatted(pointer.isEmpty() ? "/" : pointer, expected, received, hint);
  }
}
