package io.ffsamediff.exec;

import io.ffsamediff.exec.DevicePlan.Extent;
import io.ffsamediff.kernel.Expression;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A variable of a graph, as {@link DevicePlanner} sees it: where it is had from, and when. */
final class DeviceValue {

  private final String name;
  private final Extent extent;
  private final Kind kind;
  private final int arrayLevel;
  private final @Nullable KernelGroup group;
  private final List<DeviceValue> inputs;
  private final @Nullable Rule rule;
  private final List<Term> terms;

  /** How a value is had. */
  private enum Kind {
    ARRAY,
    FLOATING,
    PLACED,
    LABELLED,
    SUMMED
  }

  /** What a value is, given its inputs. */
  @FunctionalInterface
  interface Rule {

    /** The value of one element. */
    Expression of(List<Expression> inputs);
  }

  /**
   * A term of a sum over rows.
   *
   * @param weights labels by which its values are summed apart; null for one sum
   */
  record Term(@Nullable String weights, DeviceValue value) {}

  private DeviceValue(
      String name,
      Extent extent,
      Kind kind,
      int arrayLevel,
      @Nullable KernelGroup group,
      List<DeviceValue> inputs,
      @Nullable Rule rule,
      List<Term> terms) {
    this.name = name;
    this.extent = extent;
    this.kind = kind;
    this.arrayLevel = arrayLevel;
    this.group = group;
    this.inputs = List.copyOf(inputs);
    this.rule = rule;
    this.terms = List.copyOf(terms);
  }

  /** An array that is there from {@code level} on. */
  static DeviceValue array(String name, Extent extent, int level) {
    return new DeviceValue(name, extent, Kind.ARRAY, level, null, List.of(), null, List.of());
  }

  /** What each kernel that needs it computes for itself. */
  static DeviceValue floating(String name, Extent extent, List<DeviceValue> inputs, Rule rule) {
    return new DeviceValue(name, extent, Kind.FLOATING, 0, null, inputs, rule, List.of());
  }

  /** What {@code group} computes. */
  static DeviceValue placed(
      String name, Extent extent, KernelGroup group, List<DeviceValue> inputs, Rule rule) {
    return new DeviceValue(name, extent, Kind.PLACED, 0, group, inputs, rule, List.of());
  }

  /** Few weights a row times a table; each kernel that needs it computes it for itself. */
  static DeviceValue labelled(String name, Extent extent, DeviceValue weights, DeviceValue table) {
    return new DeviceValue(
        name, extent, Kind.LABELLED, 0, null, List.of(weights, table), null, List.of());
  }

  /** A sum over the rows of {@code group}. */
  static DeviceValue summed(String name, Extent extent, KernelGroup group, List<Term> terms) {
    return new DeviceValue(name, extent, Kind.SUMMED, 0, group, List.of(), null, terms);
  }

  /** Name of the variable, and of the array that holds it where there is one. */
  String name() {
    return name;
  }

  /** Its rows and columns. */
  Extent extent() {
    return extent;
  }

  /** Whether it is in memory in any case. */
  boolean isArray() {
    return kind == Kind.ARRAY;
  }

  /** Whether it is a sum over rows. */
  boolean isSum() {
    return kind == Kind.SUMMED;
  }

  /** Whether it is a product with labels. */
  boolean isLabelled() {
    return kind == Kind.LABELLED;
  }

  /** Whether no kernel is tied to it. */
  boolean belongsNowhere() {
    return kind == Kind.ARRAY || kind == Kind.FLOATING;
  }

  /** The kernel that others may join to use it; null where it is had otherwise. */
  @Nullable KernelGroup group() {
    return kind == Kind.PLACED ? group : null;
  }

  /** The kernel that computes it; null where none does. */
  @Nullable KernelGroup home() {
    return group;
  }

  /** What it is computed from. */
  List<DeviceValue> inputs() {
    return inputs;
  }

  /** What a sum adds up. */
  List<Term> terms() {
    return terms;
  }

  /** What it is, given its inputs. */
  Rule rule() {
    return Objects.requireNonNull(rule, name);
  }

  /** From which level on a kernel other than its own can have it. */
  int readyLevel() {
    return switch (kind) {
      case ARRAY -> arrayLevel;
      case FLOATING, LABELLED -> inputs.stream().mapToInt(DeviceValue::readyLevel).max().orElse(0);
      case PLACED, SUMMED -> Objects.requireNonNull(group).level() + 1;
    };
  }
}
