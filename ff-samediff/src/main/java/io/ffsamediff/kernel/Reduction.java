package io.ffsamediff.kernel;

/** What is made of all units of a row. Its texts are C, and CUDA C++. */
public enum Reduction {
  /** Their sum. */
  SUM("rowSum", "0.0f", "%s + %s"),
  /** The largest of them; those that are not a number do not count. */
  MAXIMUM("rowMaximum", "-3.402823466e+38f", "fmaxf(%s, %s)");

  private final String function;
  private final String start;
  private final String joined;

  Reduction(String function, String start, String joined) {
    this.function = function;
    this.start = start;
    this.joined = joined;
  }

  /** Name of the function by which the threads of a block put theirs together. */
  String function() {
    return function;
  }

  /** That of no units. */
  String start() {
    return start;
  }

  /** Takes one more into {@code a}. */
  String assign(String a, String more) {
    return this == SUM
        ? "%s += %s;".formatted(a, more)
        : "%s = %s;".formatted(a, joined.formatted(a, more));
  }
}
