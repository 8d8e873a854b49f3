package io.ffsamediff.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The passes over a row's units that a kernel needs: what depends on a row reduction comes in a
 * pass after it.
 */
final class Phases {

  private final Kernel kernel;
  private final List<Expression> order = new ArrayList<>();
  private final IdentityHashMap<Expression, Integer> earliest = new IdentityHashMap<>();
  private final List<Set<Expression>> wanted = new ArrayList<>();
  private final Set<Expression> kept = identitySet();

  Phases(Kernel kernel) {
    this.kernel = kernel;
    List<Expression> values =
        kernel.outputs().stream().flatMap(output -> output.values().stream()).toList();
    values.forEach(this::visit);
    int last = order.stream().mapToInt(this::of).max().orElse(0);
    for (int phase = 0; phase <= last; phase++) {
      wanted.add(identitySet());
    }
    for (Expression value : order) {
      if (value instanceof Expression.RowReduction made) {
        wanted.get(of(made.of())).add(made.of());
      }
    }
    values.stream()
        .filter(value -> value.spread().overUnits())
        .forEach(value -> wanted.get(of(value)).add(value));
    findKept();
  }

  private static Set<Expression> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  private void visit(Expression value) {
    if (earliest.containsKey(value)) {
      return;
    }
    int phase = 0;
    for (Expression input : value.inputs()) {
      visit(input);
      phase = Math.max(phase, of(input));
    }
    earliest.put(value, value instanceof Expression.RowReduction ? phase + 1 : phase);
    order.add(value);
  }

  private void findKept() {
    Set<Expression> computed = identitySet();
    for (int phase = 0; phase < wanted.size(); phase++) {
      Set<Expression> now = identitySet();
      for (Expression value : wanted.get(phase)) {
        compute(value, computed, now);
      }
      computed.addAll(now);
    }
  }

  private void compute(Expression value, Set<Expression> before, Set<Expression> now) {
    if (value.spread() != Spread.MATRIX) {
      value.inputs().forEach(input -> descend(input, before, now));
      return;
    }
    if (before.contains(value)) {
      kept.add(value);
    } else if (now.add(value)) {
      value.inputs().forEach(input -> descend(input, before, now));
    }
  }

  private void descend(Expression input, Set<Expression> before, Set<Expression> now) {
    if (input.spread().overUnits()) {
      compute(input, before, now);
    }
  }

  /** Number of passes over the units. */
  int count() {
    return wanted.size();
  }

  /** The pass in which a value can first be computed. */
  int of(Expression value) {
    return earliest.getOrDefault(value, 0);
  }

  /** All values, each after those that it is computed from. */
  List<Expression> order() {
    return Collections.unmodifiableList(order);
  }

  /** The kinds of row reductions, in their order. */
  Set<Reduction> reductions() {
    Set<Reduction> kinds = EnumSet.noneOf(Reduction.class);
    for (Expression value : order) {
      if (value instanceof Expression.RowReduction made) {
        kinds.add(made.reduction());
      }
    }
    return kinds;
  }

  /** What pass {@code phase} must compute for each unit. */
  Set<Expression> wanted(int phase) {
    return wanted.get(phase);
  }

  /** Values of units that a later pass needs again. */
  Set<Expression> kept() {
    return kept;
  }

  /** The distinct names that the kernel reads, in the order of their first use. */
  Set<String> reads() {
    Set<String> names = new LinkedHashSet<>();
    for (Expression value : order) {
      if (value instanceof Expression.Input input) {
        names.add(input.name());
      } else if (value instanceof Expression.SmallProduct product) {
        names.add(product.weights());
        names.add(product.table());
      }
    }
    for (KernelOutput output : kernel.outputs()) {
      if (output instanceof KernelOutput.SummedByClass sum) {
        sum.terms().forEach(term -> names.add(term.weights()));
      }
    }
    return names;
  }
}
