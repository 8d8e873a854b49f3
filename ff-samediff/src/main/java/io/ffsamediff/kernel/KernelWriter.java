package io.ffsamediff.kernel;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/*
 * A block takes every so many-th row. For each of them it goes over the units once for every pass of
 * Phases, and between passes sums over the row, or looks for its largest value.
 *
 *   vN  a value of one unit, in a pass      kN  one that later passes need again, for a thread's units
 *   cN  a value of the row                  sN  a value of all rows
 *   qN  what a pass makes of a row   aN  what a block's rows add up to
 *   wN  a row's weights of the classes
 */
/** Writes a kernel as C; used once. */
final class KernelWriter {

  /** More than this of the memory that threads share would leave room for too few blocks. */
  private static final int MOST_SHARED = 24 << 10;

  /** Threads of a block of a flat kernel. */
  private static final int FLAT_THREADS = 256;

  private final Kernel kernel;
  private final Dialect dialect;
  private final Geometry geometry;
  private final Phases phases;
  private final List<Accumulator> accumulators = new ArrayList<>();
  private final Text text = new Text();
  private final Values values;

  private KernelWriter(Kernel kernel, Dialect dialect) {
    this.kernel = kernel;
    this.dialect = dialect;
    this.phases = new Phases(kernel);
    this.geometry = dialect.geometry(kernel.units());
    int sharable = MOST_SHARED;
    int start = 0;
    for (KernelOutput output : kernel.outputs()) {
      Optional<Accumulator> sum =
          Accumulator.of(output, kernel, geometry, accumulators.size(), start, sharable);
      if (sum.isPresent()) {
        accumulators.add(sum.get());
        start += sum.get().length();
        sharable -= sum.get().sharedBytes();
      }
    }
    this.values = new Values(kernel, dialect, phases, isFlat(), text);
  }

  /** The text of {@code kernel} in {@code dialect}. */
  static KernelSource write(Kernel kernel, Dialect dialect) {
    return new KernelWriter(kernel, dialect).write();
  }

  private KernelSource write() {
    header();
    if (isFlat()) {
      flat();
    } else {
      blocks();
    }
    text.close();
    List<String> written = stored().stream().map(KernelOutput::name).toList();
    return new KernelSource(
        kernel.name(),
        dialect.prelude(geometry.threads(), phases.reductions()) + "\n" + text,
        phases.reads().stream().filter(name -> !written.contains(name)).toList(),
        written,
        accumulators.stream().map(Accumulator::sum).toList(),
        kernel.units(),
        isFlat() ? FLAT_THREADS : geometry.threads(),
        accumulators.stream().mapToInt(Accumulator::sharedBytes).sum(),
        isFlat());
  }

  /** Whether each element is by itself. */
  private boolean isFlat() {
    return accumulators.isEmpty() && phases.count() == 1;
  }

  private List<KernelOutput.Stored> stored() {
    return kernel.outputs().stream()
        .filter(KernelOutput.Stored.class::isInstance)
        .map(KernelOutput.Stored.class::cast)
        .toList();
  }

  private void header() {
    Set<String> written = new LinkedHashSet<>();
    stored().forEach(output -> written.add(output.name()));
    List<String> parameters = new ArrayList<>();
    parameters.add("const int rows");
    phases.reads().stream()
        .filter(name -> !written.contains(name))
        .forEach(name -> parameters.add("const float* %s " + name));
    written.forEach(name -> parameters.add("float* %s " + name));
    if (!accumulators.isEmpty()) {
      parameters.add("float* %s partials");
    }
    int threads = isFlat() ? FLAT_THREADS : geometry.threads();
    text.open(dialect.function(kernel.name(), threads, parameters));
  }

  /** All elements, one after the other. */
  private void flat() {
    values.scalars();
    text.line("const size_t all = (size_t) rows * %d;".formatted(kernel.units()));
    text.open(dialect.eachElement());
    if (values.needRow()) {
      text.line("const int r = (int) (i / %d);".formatted(kernel.units()));
    }
    if (values.needUnit()) {
      text.line("const int u = (int) (i %% %d);".formatted(kernel.units()));
    }
    values.columns(0);
    Pass pass = values.pass(0);
    stored().forEach(output -> pass.need(output.value()));
    stored().forEach(output -> store(output, pass));
    text.close();
  }

  private void blocks() {
    values.scalars();
    dialect.openBlock(text);
    accumulators.forEach(this::declare);
    text.open("for (int r = block; r < rows; r += blocks)");
    row();
    text.close();
    accumulators.forEach(this::leave);
    dialect.closeBlock(text);
  }

  private void row() {
    text.line("const size_t at = (size_t) r * %d;".formatted(kernel.units()));
    values.weights();
    values.keep();
    for (int phase = 0; phase < phases.count(); phase++) {
      values.columns(phase);
      pass(phase);
    }
    for (KernelOutput.Stored output : stored()) {
      if (!output.value().spread().overUnits()) {
        storeOfRow(output);
      }
    }
    for (Accumulator sum : accumulators) {
      if (sum.place() == Accumulator.Place.NUMBER) {
        sum.output()
            .values()
            .forEach(v -> text.line("%s += %s;".formatted(sum.variable(), values.ofRow(v))));
      }
    }
  }

  private void pass(int phase) {
    if (phases.wanted(phase).isEmpty()) {
      return;
    }
    List<Expression.RowReduction> reductions = values.reductions(phase);
    reductions.forEach(
        made ->
            text.line("float q%d = %s;".formatted(values.number(made), made.reduction().start())));
    openUnits();
    Pass pass = values.pass(phase);
    for (Expression.RowReduction made : reductions) {
      text.line(made.reduction().assign("q" + values.number(made), pass.need(made.of())));
    }
    for (KernelOutput output : kernel.outputs()) {
      outputOfUnits(output, phase, pass);
    }
    closeUnits();
    for (Expression.RowReduction made : reductions) {
      int number = values.number(made);
      text.line(
          "const float c%d = %s;"
              .formatted(number, dialect.ofBlock(made.reduction(), "q" + number)));
    }
  }

  private void outputOfUnits(KernelOutput output, int phase, Pass pass) {
    if (output instanceof KernelOutput.Stored stored) {
      if (stored.value().spread().overUnits() && phases.of(stored.value()) == phase) {
        store(stored, pass);
      }
      return;
    }
    Accumulator sum = accumulatorOf(output);
    if (output instanceof KernelOutput.SummedByClass byClass) {
      byClass.terms().stream()
          .filter(term -> phases.of(term.value()) == phase)
          .forEach(term -> addByClass(sum, byClass, term, pass));
    } else if (sum.place() != Accumulator.Place.NUMBER) {
      output.values().stream()
          .filter(value -> phases.of(value) == phase)
          .forEach(
              value -> text.line("%s += %s;".formatted(sum.ofUnit(dialect), pass.need(value))));
    }
  }

  private Accumulator accumulatorOf(KernelOutput output) {
    return accumulators.stream().filter(sum -> sum.output() == output).findFirst().orElseThrow();
  }

  private void addByClass(
      Accumulator sum,
      KernelOutput.SummedByClass output,
      KernelOutput.SummedByClass.Term term,
      Pass pass) {
    String value = pass.need(term.value());
    values.openClasses(output.classes());
    String weight = values.weight(term.weights(), output.classes());
    text.line(
        "if (%s != 0.0f) %s[c * %d + u] += %s * %s;"
            .formatted(weight, sum.variable(), kernel.units(), weight, value));
    text.close();
  }

  private void store(KernelOutput.Stored output, Pass pass) {
    String sign = output.accumulate() ? "+=" : "=";
    Spread spread = output.value().spread();
    String value = spread.overUnits() ? pass.need(output.value()) : values.ofRow(output.value());
    text.line("%s[%s] %s %s;".formatted(output.name(), values.index(spread), sign, value));
  }

  private void storeOfRow(KernelOutput.Stored output) {
    text.line(
        "%s%s[%s] %s %s;"
            .formatted(
                dialect.firstThread(),
                output.name(),
                values.index(output.value().spread()),
                output.accumulate() ? "+=" : "=",
                values.ofRow(output.value())));
  }

  private void declare(Accumulator sum) {
    switch (sum.place()) {
      case NUMBER -> text.line("double %s = 0.0;".formatted(sum.variable()));
      case REGISTERS -> text.line("float %s[%d];".formatted(sum.variable(), geometry.perThread()));
      case SHARED ->
          text.line("%sfloat %s[%d];".formatted(dialect.shared(), sum.variable(), sum.length()));
      case PARTIALS ->
          text.line("float* %s = partials + %s;".formatted(sum.variable(), placeOf(sum)));
    }
    if (sum.place() != Accumulator.Place.NUMBER) {
      openUnits();
      eachNumber(sum, "%s = 0.0f;");
      closeUnits();
    }
  }

  /** Does something with all of a unit's numbers. */
  private void eachNumber(Accumulator sum, String line) {
    if (sum.output() instanceof KernelOutput.SummedByClass byClass) {
      values.openClasses(byClass.classes());
      text.line(line.formatted("%s[c * %d + u]".formatted(sum.variable(), kernel.units())));
      text.close();
    } else {
      text.line(line.formatted(sum.ofUnit(dialect)));
    }
  }

  private String placeOf(Accumulator sum) {
    int all = accumulators.stream().mapToInt(Accumulator::length).sum();
    return "(size_t) block * %d + %d".formatted(all, sum.start());
  }

  /** Puts what the block's rows add up to where its sums belong. */
  private void leave(Accumulator sum) {
    if (sum.place() == Accumulator.Place.NUMBER) {
      text.line(
          "%spartials[%s] = (float) %s;"
              .formatted(dialect.firstThread(), placeOf(sum), sum.variable()));
    } else if (sum.place() != Accumulator.Place.PARTIALS) {
      openUnits();
      String unit =
          sum.output() instanceof KernelOutput.SummedByClass
              ? "c * " + kernel.units() + " + u"
              : "u";
      eachNumber(sum, "partials[" + placeOf(sum) + " + " + unit + "] = %s;");
      closeUnits();
    }
  }

  private void openUnits() {
    dialect.openUnits(text, geometry, kernel.units());
  }

  private void closeUnits() {
    dialect.closeUnits(text);
  }
}
