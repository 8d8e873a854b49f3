package io.ffsamediff.kernel;

/** Lines of C, indented by their braces. */
final class Text {

  private final StringBuilder text = new StringBuilder();
  private int depth;

  /** Adds a line. */
  void line(String line) {
    text.append("  ".repeat(depth)).append(line).append('\n');
  }

  /** Adds a line that is followed by a brace, and goes inside. */
  void open(String line) {
    line(line + " {");
    depth++;
  }

  /** Ends what was opened last. */
  void close() {
    depth--;
    line("}");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
