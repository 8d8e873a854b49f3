package io.ffsamediff.config;

/**
 * The numbers that a key allows.
 *
 * @param min smallest allowed number, or negative infinity
 * @param max largest allowed number, or positive infinity
 * @param aboveMin whether {@code min} itself is refused
 */
record Range(double min, double max, boolean aboveMin) {

  /** The range of {@code key}. */
  static Range of(Key key) {
    return new Range(key.min(), key.max(), key.aboveMin());
  }

  /** Whether {@code value} is finite and in the range. */
  boolean contains(double value) {
    return Double.isFinite(value) && (aboveMin ? value > min : value >= min) && value <= max;
  }

  boolean hasMin() {
    return min != Double.NEGATIVE_INFINITY;
  }

  boolean hasMax() {
    return max != Double.POSITIVE_INFINITY;
  }

  /** The range in words, as in {@code a number above 0 and at most 1}. */
  String describe(String noun) {
    String from = (aboveMin ? " above " : " of at least ") + plain(min);
    String to = "at most " + plain(max);
    if (hasMin()) {
      return noun + from + (hasMax() ? " and " + to : "");
    }
    return noun + (hasMax() ? " of " + to : "");
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
