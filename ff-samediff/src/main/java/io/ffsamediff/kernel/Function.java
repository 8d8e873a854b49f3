package io.ffsamediff.kernel;

/**
 * Elementwise functions, in float32. The C text is the same for a device and for the host, with the
 * functions of {@code math.h}.
 */
public enum Function {
  /** {@code a + b}. */
  ADD("(%s + %s)"),
  /** {@code a - b}. */
  SUBTRACT("(%s - %s)"),
  /** {@code a * b}. */
  MULTIPLY("(%s * %s)"),
  /** {@code a / b}. */
  DIVIDE("(%s / %s)"),
  /** {@code -a}. */
  NEGATE("(-%s)"),
  /** {@code |a|}. */
  ABS("fabsf(%s)"),
  /** {@code e^a}. */
  EXP("expf(%s)"),
  /** {@code log(1 + a)}. */
  LOG1P("log1pf(%s)"),
  /** Square root. */
  SQRT("sqrtf(%s)"),
  /** {@code a a}. */
  SQUARE("square(%s)"),
  /** {@code max(a, 0)}. */
  RELU("fmaxf(%s, 0.0f)"),
  /** {@code 1 / (1 + e^-a)}. */
  SIGMOID("(1.0f / (1.0f + expf(-%s)))"),
  /** -1, 0 or 1. */
  SIGN("sign(%s)"),
  /** 1 where {@code a < b}, else 0. */
  LESS("(%s < %s ? 1.0f : 0.0f)");

  private final String text;
  private final int arity;

  Function(String text) {
    this.text = text;
    this.arity = text.split("%s", -1).length - 1;
  }

  /** Number of arguments. */
  public int arity() {
    return arity;
  }

  /** The call in C. */
  String of(Object... arguments) {
    return text.formatted(arguments);
  }
}
