package io.ffsamediff.kernel;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** What one pass over a row's units computes, each value once. */
final class Pass {

  private final Values values;
  private final int phase;
  private final Set<Expression> computed = Collections.newSetFromMap(new IdentityHashMap<>());

  Pass(Values values, int phase) {
    this.values = values;
    this.phase = phase;
  }

  /** The name of a value, which is computed where it is not there yet. */
  String need(Expression value) {
    if (!value.spread().overUnits()) {
      return values.ofRow(value);
    }
    String name = "v" + values.number(value);
    if (computed.contains(value)) {
      return name;
    }
    if (values.isKept(value, phase)) {
      return values.kept(value);
    }
    value.inputs().forEach(this::need);
    values.defineOfUnit(value, this);
    computed.add(value);
    return name;
  }
}
