package io.ffsamediff.kernel;

import java.util.List;

/** What a kernel leaves in memory. */
public sealed interface KernelOutput {

  /** Name of the parameter, a C identifier. */
  String name();

  /** Whether it is added to what is there. */
  boolean accumulate();

  /** What is computed for it. */
  List<Expression> values();

  /**
   * A value for each row, or each unit of each row. What does not differ from row to row is written
   * by each row: for kernels of one row.
   */
  record Stored(String name, Expression value, boolean accumulate) implements KernelOutput {

    /** Checks the name. */
    public Stored {
      Names.check(name);
    }

    @Override
    public List<Expression> values() {
      return List.of(value);
    }
  }

  /**
   * Sums over all rows: of U numbers where the terms differ from unit to unit, else one number.
   *
   * @param terms are added up; all of one spread, MATRIX or COLUMN
   */
  record Summed(String name, List<Expression> terms, boolean accumulate) implements KernelOutput {

    /** Checks name and spreads. */
    public Summed {
      Names.check(name);
      terms = List.copyOf(terms);
      if (terms.stream().map(term -> term.spread().overUnits()).distinct().count() != 1) {
        throw new IllegalArgumentException(name + ": expected terms of one spread");
      }
    }

    /** Whether there is a sum for each unit. */
    boolean overUnits() {
      return terms.get(0).spread().overUnits();
    }

    @Override
    public List<Expression> values() {
      return terms;
    }
  }

  /**
   * The transposed product with each row's few weights, {@code sum_r l_rC value_rU}, C x U numbers.
   *
   * @param terms are added up
   * @param classes C
   */
  record SummedByClass(String name, List<Term> terms, int classes, boolean accumulate)
      implements KernelOutput {

    /** Checks the name. */
    public SummedByClass {
      Names.check(name);
      terms = List.copyOf(terms);
    }

    @Override
    public List<Expression> values() {
      return terms.stream().map(Term::value).toList();
    }

    /**
     * One of its terms.
     *
     * @param weights name of the parameter {@code l_RC}
     * @param value of the spread MATRIX
     */
    public record Term(String weights, Expression value) {

      /** Checks the name. */
      public Term {
        Names.check(weights);
      }
    }
  }
}
