package io.ffsamediff.kernel;

import java.util.List;

/**
 * A value that a kernel reads or computes, float32. Expressions form a graph: what occurs twice is
 * the same object, and is computed once.
 */
public sealed interface Expression {

  /** What it has one of. */
  Spread spread();

  /** What it is computed from. */
  List<Expression> inputs();

  /**
   * An array in memory, row after row.
   *
   * @param name name of the kernel's parameter, a C identifier
   */
  record Input(String name, Spread spread) implements Expression {

    /** Checks the name. */
    public Input {
      Names.check(name);
    }

    @Override
    public List<Expression> inputs() {
      return List.of();
    }
  }

  /** A number that is part of the kernel's text. */
  record Constant(float value) implements Expression {

    @Override
    public Spread spread() {
      return Spread.SCALAR;
    }

    @Override
    public List<Expression> inputs() {
      return List.of();
    }
  }

  /** Number of the unit, from 0. */
  record UnitIndex() implements Expression {

    @Override
    public Spread spread() {
      return Spread.ROW;
    }

    @Override
    public List<Expression> inputs() {
      return List.of();
    }
  }

  /** Number of the row, from 0. */
  record RowIndex() implements Expression {

    @Override
    public Spread spread() {
      return Spread.COLUMN;
    }

    @Override
    public List<Expression> inputs() {
      return List.of();
    }
  }

  /** A function of other values, element by element. */
  record Apply(Function function, List<Expression> inputs) implements Expression {

    /**
     * Copies the arguments.
     *
     * @throws IllegalArgumentException if the function has another number of them
     */
    public Apply {
      inputs = List.copyOf(inputs);
      if (inputs.size() != function.arity()) {
        throw new IllegalArgumentException(
            "%s: expected %d arguments, received %d"
                .formatted(function, function.arity(), inputs.size()));
      }
    }

    @Override
    public Spread spread() {
      return inputs.stream().map(Expression::spread).reduce(Spread.SCALAR, Spread::with);
    }
  }

  /** What is made of a row's units: one for each row. */
  record RowReduction(Reduction reduction, Expression of) implements Expression {

    /**
     * Checks what is reduced.
     *
     * @throws IllegalArgumentException if it does not differ from unit to unit
     */
    public RowReduction {
      if (!of.spread().overUnits()) {
        throw new IllegalArgumentException(
            "row reduction: expected one for each unit, received " + of);
      }
    }

    @Override
    public Spread spread() {
      return Spread.COLUMN;
    }

    @Override
    public List<Expression> inputs() {
      return List.of(of);
    }
  }

  /**
   * The product of each row's few weights with a table, {@code l_RC table_CU}: labels are such.
   * Weights of 0 cost nothing.
   *
   * @param weights name of the parameter {@code l_RC}
   * @param table name of the parameter {@code table_CU}
   * @param classes C
   */
  record SmallProduct(String weights, String table, int classes) implements Expression {

    /** Checks the names. */
    public SmallProduct {
      Names.check(weights);
      Names.check(table);
    }

    @Override
    public Spread spread() {
      return Spread.MATRIX;
    }

    @Override
    public List<Expression> inputs() {
      return List.of();
    }
  }

  /** A function of other values, element by element. */
  static Expression apply(Function function, Expression... inputs) {
    return new Apply(function, List.of(inputs));
  }

  /** The sum of a row's units. */
  static Expression rowSum(Expression of) {
    return new RowReduction(Reduction.SUM, of);
  }

  /** The largest of a row's units. */
  static Expression rowMaximum(Expression of) {
    return new RowReduction(Reduction.MAXIMUM, of);
  }

  /** A number. */
  static Expression constant(double value) {
    return new Constant((float) value);
  }
}
