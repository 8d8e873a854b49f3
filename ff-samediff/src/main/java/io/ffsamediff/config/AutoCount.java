package io.ffsamediff.config;

/** A count that the engine derives unless it is given. */
public sealed interface AutoCount {

  /** The given count, or {@code derived}. */
  int orElse(int derived);

  /** To be derived. */
  @Word("auto")
  record Auto() implements AutoCount {
    @Override
    public int orElse(int derived) {
      return derived;
    }
  }

  /** A given count. */
  record Fixed(@Key(value = "Count.", min = 1) int count) implements AutoCount {

    /** Checks the range. */
    public Fixed {
      Constraints.check(Fixed.class, count);
    }

    @Override
    public int orElse(int derived) {
      return count;
    }
  }
}
