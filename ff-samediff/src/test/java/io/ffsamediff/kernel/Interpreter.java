package io.ffsamediff.kernel;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;

/** What a kernel means: each value computed for itself, in doubles. */
final class Interpreter {

  private final Kernel kernel;
  private final int rows;
  private final Map<String, float[]> arrays;
  private final IdentityHashMap<Expression, double[][]> values = new IdentityHashMap<>();

  Interpreter(Kernel kernel, int rows, Map<String, float[]> arrays) {
    this.kernel = kernel;
    this.rows = rows;
    this.arrays = arrays;
  }

  /** All outputs by name; {@code before} has what they are added to. */
  Map<String, double[]> run(Map<String, float[]> before) {
    Map<String, double[]> results = new HashMap<>();
    for (KernelOutput output : kernel.outputs()) {
      double[] result = result(output);
      float[] there = array(before, output.name());
      for (int i = 0; output.accumulate() && i < result.length; i++) {
        result[i] += there[i];
      }
      results.put(output.name(), result);
    }
    return results;
  }

  private double[] result(KernelOutput output) {
    int units = kernel.units();
    if (output instanceof KernelOutput.Stored stored) {
      boolean wide = stored.value().spread().overUnits();
      double[] all = new double[wide ? rows * units : rows];
      for (int i = 0; i < all.length; i++) {
        all[i] = wide ? at(stored.value(), i / units, i % units) : at(stored.value(), i, 0);
      }
      return all;
    }
    if (output instanceof KernelOutput.Summed summed) {
      double[] sums = new double[summed.overUnits() ? units : 1];
      for (Expression term : summed.terms()) {
        for (int r = 0; r < rows; r++) {
          for (int u = 0; u < sums.length; u++) {
            sums[u] += at(term, r, u);
          }
        }
      }
      return sums;
    }
    KernelOutput.SummedByClass summed = (KernelOutput.SummedByClass) output;
    double[] sums = new double[summed.classes() * units];
    for (KernelOutput.SummedByClass.Term term : summed.terms()) {
      float[] weights = array(arrays, term.weights());
      for (int r = 0; r < rows; r++) {
        for (int i = 0; i < sums.length; i++) {
          sums[i] += weights[r * summed.classes() + i / units] * at(term.value(), r, i % units);
        }
      }
    }
    return sums;
  }

  private double at(Expression value, int row, int unit) {
    double[][] all = values.computeIfAbsent(value, v -> new double[rows][kernel.units()]);
    if (all[row][unit] == 0) {
      all[row][unit] = compute(value, row, unit);
    }
    return all[row][unit];
  }

  private double compute(Expression value, int row, int unit) {
    int units = kernel.units();
    if (value instanceof Expression.Input input) {
      float[] array = array(arrays, input.name());
      return switch (input.spread()) {
        case MATRIX -> array[row * units + unit];
        case COLUMN -> array[row];
        case ROW -> array[unit];
        case SCALAR -> array[0];
      };
    }
    if (value instanceof Expression.Constant constant) {
      return constant.value();
    }
    if (value instanceof Expression.UnitIndex) {
      return unit;
    }
    if (value instanceof Expression.RowIndex) {
      return row;
    }
    if (value instanceof Expression.RowReduction made) {
      double all = made.reduction() == Reduction.SUM ? 0 : Double.NEGATIVE_INFINITY;
      for (int u = 0; u < units; u++) {
        double more = at(made.of(), row, u);
        all = made.reduction() == Reduction.SUM ? all + more : Math.max(all, more);
      }
      return all;
    }
    if (value instanceof Expression.SmallProduct product) {
      double all = 0;
      for (int c = 0; c < product.classes(); c++) {
        all +=
            array(arrays, product.weights())[row * product.classes() + c]
                * (double) array(arrays, product.table())[c * units + unit];
      }
      return all;
    }
    Expression.Apply apply = (Expression.Apply) value;
    double a = at(apply.inputs().get(0), row, unit);
    double b = apply.inputs().size() > 1 ? at(apply.inputs().get(1), row, unit) : 0;
    return switch (apply.function()) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case NEGATE -> -a;
      case ABS -> Math.abs(a);
      case EXP -> Math.exp(a);
      case LOG1P -> Math.log1p(a);
      case SQRT -> Math.sqrt(a);
      case SQUARE -> a * a;
      case RELU -> Math.max(a, 0);
      case SIGMOID -> 1 / (1 + Math.exp(-a));
      case SIGN -> Math.signum(a);
      case LESS -> a < b ? 1 : 0;
    };
  }

  private static float[] array(Map<String, float[]> arrays, String name) {
    return Objects.requireNonNull(arrays.get(name), name);
  }
}
