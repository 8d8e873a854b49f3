package io.ffsamediff.exec;

import static io.ffsamediff.kernel.Expression.apply;
import static io.ffsamediff.kernel.Expression.constant;
import static java.util.Map.entry;

import io.ffsamediff.kernel.Expression;
import io.ffsamediff.kernel.Function;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.linalg.api.ops.ScalarOp;

/** What SameDiff's elementwise ops mean as expressions. */
final class OpRules {

  private static final Map<String, Function> FUNCTIONS =
      Map.ofEntries(
          entry("add", Function.ADD),
          entry("biasadd", Function.ADD),
          entry("subtract", Function.SUBTRACT),
          entry("multiply", Function.MULTIPLY),
          entry("divide", Function.DIVIDE),
          entry("neg", Function.NEGATE),
          entry("abs", Function.ABS),
          entry("exp", Function.EXP),
          entry("log1p", Function.LOG1P),
          entry("sqrt", Function.SQRT),
          entry("square", Function.SQUARE),
          entry("sigmoid", Function.SIGMOID),
          entry("sign", Function.SIGN));

  private static final Map<String, Function> SCALAR_FUNCTIONS =
      Map.of(
          "add_scalar", Function.ADD,
          "sub_scalar", Function.SUBTRACT,
          "mul_scalar", Function.MULTIPLY,
          "div_scalar", Function.DIVIDE);

  /** The scalar comes first. */
  private static final Map<String, Function> REVERSED =
      Map.of("rsub_scalar", Function.SUBTRACT, "rdiv_scalar", Function.DIVIDE);

  private static final String RELU = "relu";
  private static final String IDENTITY = "identity";

  private OpRules() {}

  /** Whether {@code op} works element by element. */
  static boolean isElementwise(DifferentialFunction op) {
    return names().contains(op.opName());
  }

  /** The ops that have a rule here. */
  static Set<String> names() {
    Set<String> names = new TreeSet<>(FUNCTIONS.keySet());
    names.addAll(SCALAR_FUNCTIONS.keySet());
    names.addAll(REVERSED.keySet());
    names.add(RELU);
    names.add(IDENTITY);
    return names;
  }

  /** The result of {@code op}, an elementwise one, for one element. */
  static Expression of(DifferentialFunction op, List<Expression> inputs) {
    String name = op.opName();
    Function function = FUNCTIONS.get(name);
    if (function != null) {
      return new Expression.Apply(function, inputs);
    }
    if (name.equals(IDENTITY)) {
      return inputs.get(0);
    }
    Expression scalar = constant(((ScalarOp) op).scalar().getDouble(0));
    if (name.equals(RELU)) {
      requireZero((ScalarOp) op);
      return apply(Function.RELU, inputs.get(0));
    }
    Function reversed = REVERSED.get(name);
    return reversed != null
        ? apply(reversed, scalar, inputs.get(0))
        : new Expression.Apply(
            Objects.requireNonNull(SCALAR_FUNCTIONS.get(name)), List.of(inputs.get(0), scalar));
  }

  /** The softmax of a row; no power is above 1. */
  static Expression softmax(Expression logits) {
    Expression shifted = apply(Function.SUBTRACT, logits, Expression.rowMaximum(logits));
    Expression power = apply(Function.EXP, shifted);
    return apply(Function.DIVIDE, power, Expression.rowSum(power));
  }

  private static void requireZero(ScalarOp relu) {
    if (relu.scalar().getDouble(0) != 0) {
      throw new IllegalArgumentException(
          "op relu: expected a cut-off of 0, received " + relu.scalar());
    }
  }
}
