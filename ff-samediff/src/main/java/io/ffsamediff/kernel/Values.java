package io.ffsamediff.kernel;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The values of a kernel as its text has them; see {@link KernelWriter} for their names. */
final class Values {

  /** Weights of more classes are read where they are needed: they would not fit registers. */
  private static final int MOST_WEIGHTS = 16;

  private final Kernel kernel;
  private final Dialect dialect;
  private final Geometry geometry;
  private final Phases phases;
  private final boolean flat;
  private final Text text;
  private final IdentityHashMap<Expression, Integer> numbers = new IdentityHashMap<>();
  private final Map<String, Integer> classesOf = new LinkedHashMap<>();
  private final IdentityHashMap<Expression, Integer> computedIn = new IdentityHashMap<>();

  Values(Kernel kernel, Dialect dialect, Phases phases, boolean flat, Text text) {
    this.kernel = kernel;
    this.dialect = dialect;
    this.geometry = dialect.geometry(kernel.units());
    this.phases = phases;
    this.flat = flat;
    this.text = text;
    for (Expression value : phases.order()) {
      numbers.put(value, numbers.size());
      if (value instanceof Expression.SmallProduct product) {
        classesOf.put(product.weights(), product.classes());
      }
    }
    for (KernelOutput output : kernel.outputs()) {
      if (output instanceof KernelOutput.SummedByClass sum) {
        sum.terms().forEach(term -> classesOf.put(term.weights(), sum.classes()));
      }
    }
  }

  /** The number in a value's name. */
  int number(Expression value) {
    return Objects.requireNonNull(numbers.get(value));
  }

  /** Whether some element must know its row. */
  boolean needRow() {
    return phases.order().stream().anyMatch(value -> value.spread() == Spread.COLUMN)
        || !classesOf.isEmpty();
  }

  /** Whether some element must know its unit. */
  boolean needUnit() {
    return phases.order().stream().anyMatch(value -> value.spread() == Spread.ROW)
        || !classesOf.isEmpty();
  }

  /** Defines the values of all rows. */
  void scalars() {
    for (Expression value : phases.order()) {
      if (value.spread() == Spread.SCALAR && !(value instanceof Expression.Constant)) {
        text.line("const float s%d = %s;".formatted(number(value), definition(value, null)));
      }
    }
  }

  /** Defines the weights of a row. */
  void weights() {
    int number = 0;
    for (Map.Entry<String, Integer> weights : classesOf.entrySet()) {
      if (weights.getValue() <= MOST_WEIGHTS) {
        int classes = weights.getValue();
        text.line("float w%d[%d];".formatted(number, classes));
        dialect.unroll(text);
        text.line(
            "for (int c = 0; c < %d; ++c) w%d[c] = %s[(size_t) r * %d + c];"
                .formatted(classes, number, weights.getKey(), classes));
      }
      number++;
    }
  }

  /** The weight of class {@code c}. */
  String weight(String weights, int classes) {
    return classes <= MOST_WEIGHTS && !flat
        ? "w%d[c]".formatted(List.copyOf(classesOf.keySet()).indexOf(weights))
        : "%s[(size_t) r * %d + c]".formatted(weights, classes);
  }

  /** Begins what is done for each class {@code c}. */
  void openClasses(int classes) {
    if (classes <= MOST_WEIGHTS && !flat) {
      dialect.unroll(text);
    }
    text.open("for (int c = 0; c < %d; ++c)".formatted(classes));
  }

  /** Makes room for what later passes need again. */
  void keep() {
    if (geometry.kept()) {
      phases.order().stream()
          .filter(phases.kept()::contains)
          .forEach(v -> text.line("float k%d[%d];".formatted(number(v), geometry.perThread())));
    }
  }

  /** Defines the values of a row that pass {@code phase} may need. */
  void columns(int phase) {
    for (Expression value : phases.order()) {
      if (value.spread() == Spread.COLUMN
          && phases.of(value) == phase
          && !(value instanceof Expression.RowReduction)) {
        text.line("const float c%d = %s;".formatted(number(value), definition(value, null)));
      }
    }
  }

  /** The row reductions that pass {@code phase} makes. */
  List<Expression.RowReduction> reductions(int phase) {
    return phases.order().stream()
        .filter(Expression.RowReduction.class::isInstance)
        .map(Expression.RowReduction.class::cast)
        .filter(made -> phases.of(made) == phase + 1)
        .toList();
  }

  /** A value that does not differ from unit to unit. */
  String ofRow(Expression value) {
    if (value instanceof Expression.Constant constant) {
      return constant.value() + "f";
    }
    return (value.spread() == Spread.SCALAR ? "s" : "c") + number(value);
  }

  /** Where an array of this spread has its element. */
  String index(Spread spread) {
    return switch (spread) {
      case MATRIX -> flat ? "i" : "at + u";
      case COLUMN -> "r";
      case ROW -> "u";
      case SCALAR -> "0";
    };
  }

  /** A pass over the units. */
  Pass pass(int phase) {
    return new Pass(this, phase);
  }

  /**
   * Where a value of an earlier pass is kept; null where it is to be computed in this one, which is
   * noted.
   */
  boolean isKept(Expression value, int phase) {
    int first = computedIn.computeIfAbsent(value, v -> phase);
    return first < phase && geometry.kept() && value.spread() == Spread.MATRIX;
  }

  /** The name of a value that is kept. */
  String kept(Expression value) {
    return "k%d[%s]".formatted(number(value), dialect.own());
  }

  /** Whether a later pass needs {@code value} again. */
  boolean isNeededAgain(Expression value) {
    return geometry.kept() && phases.kept().contains(value);
  }

  /** Defines a value of a unit; those that it is computed from are there. */
  void defineOfUnit(Expression value, Pass pass) {
    if (value instanceof Expression.SmallProduct product) {
      text.line("float v%d = 0.0f;".formatted(number(value)));
      openClasses(product.classes());
      String weight = weight(product.weights(), product.classes());
      text.line(
          "if (%s != 0.0f) v%d += %s * %s[c * %d + u];"
              .formatted(weight, number(value), weight, product.table(), kernel.units()));
      text.close();
    } else {
      text.line("const float v%d = %s;".formatted(number(value), definition(value, pass)));
    }
    if (isNeededAgain(value)) {
      text.line("%s = v%d;".formatted(kept(value), number(value)));
    }
  }

  private String definition(Expression value, @Nullable Pass pass) {
    if (value instanceof Expression.Input input) {
      return "%s[%s]".formatted(input.name(), index(input.spread()));
    }
    if (value instanceof Expression.UnitIndex) {
      return "(float) u";
    }
    if (value instanceof Expression.RowIndex) {
      return "(float) r";
    }
    if (value instanceof Expression.Apply apply) {
      return apply
          .function()
          .of(
              apply.inputs().stream()
                  .map(v -> pass != null && v.spread().overUnits() ? pass.need(v) : ofRow(v))
                  .toArray());
    }
    throw new IllegalArgumentException("No text for " + value);
  }
}
