package io.ffsamediff.exec;

import io.ffsamediff.exec.DevicePlan.Extent;
import io.ffsamediff.kernel.Expression;
import io.ffsamediff.kernel.Kernel;
import io.ffsamediff.kernel.KernelOutput;
import io.ffsamediff.kernel.Spread;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Ops of a graph that become one kernel: over the same rows and columns, at the same time. */
final class KernelGroup {

  private final int level;
  private final Extent domain;
  private final Map<String, DeviceValue> left = new LinkedHashMap<>();
  private final IdentityHashMap<DeviceValue, Expression> expressions = new IdentityHashMap<>();
  private final Map<String, Expression> arrays = new LinkedHashMap<>();
  private final ParameterNames parameters = new ParameterNames();

  KernelGroup(int level, Extent domain) {
    this.level = level;
    this.domain = domain;
  }

  /** When it runs: after all groups of lower levels. */
  int level() {
    return level;
  }

  /** Its rows and columns. */
  Extent domain() {
    return domain;
  }

  /** Has the kernel leave a value in an array of its name. */
  void leave(DeviceValue value) {
    left.putIfAbsent(value.name(), value);
  }

  /** Whether it leaves anything. */
  boolean isUsed() {
    return !left.isEmpty();
  }

  /** The kernel; {@code outputs} tells which of its arrays are added to. */
  DeviceStep.Run step(String name, Map<String, DeviceOutput> outputs) {
    List<KernelOutput> made = new ArrayList<>();
    left.forEach(
        (array, value) -> {
          DeviceOutput output = outputs.get(array);
          made.add(output(value, output != null && output.accumulate()));
        });
    return new DeviceStep.Run(
        new Kernel(name, domain.columns(), made), domain.rows(), parameters.arrays());
  }

  private KernelOutput output(DeviceValue value, boolean accumulate) {
    String parameter = parameters.of(value.name());
    if (!value.isSum()) {
      return new KernelOutput.Stored(parameter, expression(value), accumulate);
    }
    if (value.terms().get(0).weights() == null) {
      return new KernelOutput.Summed(
          parameter,
          value.terms().stream().map(term -> expression(term.value())).toList(),
          accumulate);
    }
    return new KernelOutput.SummedByClass(
        parameter,
        value.terms().stream().map(this::byClass).toList(),
        value.extent().rows(),
        accumulate);
  }

  private KernelOutput.SummedByClass.Term byClass(DeviceValue.Term term) {
    return new KernelOutput.SummedByClass.Term(
        parameters.of(Objects.requireNonNull(term.weights())), expression(term.value()));
  }

  private Expression expression(DeviceValue value) {
    Expression known = expressions.get(value);
    if (known == null) {
      known = make(value);
      expressions.put(value, known);
    }
    return known;
  }

  private Expression make(DeviceValue value) {
    @Nullable KernelGroup home = value.home();
    if (value.isArray() || (home != null && (home != this || value.isSum()))) {
      return arrays.computeIfAbsent(
          value.name(), name -> new Expression.Input(parameters.of(name), spread(value.extent())));
    }
    if (value.isLabelled()) {
      DeviceValue weights = value.inputs().get(0);
      return new Expression.SmallProduct(
          parameters.of(weights.name()),
          parameters.of(value.inputs().get(1).name()),
          weights.extent().columns());
    }
    return value.rule().of(value.inputs().stream().map(this::expression).toList());
  }

  /** An array of one row in a kernel of one row has one value for each unit of each row, too. */
  private Spread spread(Extent extent) {
    return Spread.of(
        domain.rows() == 1 || extent.rows() > 1, domain.columns() > 1 && extent.columns() > 1);
  }
}
