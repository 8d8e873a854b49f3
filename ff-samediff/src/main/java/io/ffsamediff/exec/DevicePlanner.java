package io.ffsamediff.exec;

import io.ffsamediff.exec.DevicePlan.Extent;
import io.ffsamediff.kernel.Expression;
import io.ffsamediff.kernel.Function;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BaseReduceOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;

/*
 * Every op gets a level: that of its inputs where it can be part of the kernel that makes them, one more
 * where it needs a product or a sum over rows that is only there when a kernel has ended. Ops of one
 * level over the same rows and columns are one kernel. Cheap ops on what is bound (a value a row, or a
 * value a unit) belong to no kernel: whoever needs them computes them.
 */
/** Plans what a device does for a graph; used once. */
final class DevicePlanner {

  /** More weights a row than this are worth a matrix product. */
  private static final int MOST_LABELS = 64;

  private final String name;
  private final SameDiff graph;
  private final Set<String> labels;
  private final Map<String, DeviceOutput> outputs = new LinkedHashMap<>();
  private final Map<String, DeviceValue> values = new HashMap<>();
  private final List<KernelGroup> groups = new ArrayList<>();
  private final List<Placed> products = new ArrayList<>();
  private final Map<String, Integer> buffers = new LinkedHashMap<>();

  /** A product and when it is done. */
  private record Placed(int level, DeviceStep.Multiply step) {}

  DevicePlanner(
      String name,
      SameDiff graph,
      Map<String, Extent> bound,
      Set<String> labels,
      Collection<DeviceOutput> outputs) {
    this.name = name;
    this.graph = graph;
    this.labels = Set.copyOf(labels);
    bound.forEach((array, extent) -> values.put(array, DeviceValue.array(array, extent, 0)));
    outputs.forEach(output -> this.outputs.put(output.name(), output));
  }

  DevicePlan plan() {
    for (SameDiffOp op : neededOps()) {
      String result = op.getOutputsOfOp().get(0);
      values.put(result, place(result, op));
    }
    outputs.keySet().forEach(this::want);
    List<DeviceStep> steps = new ArrayList<>();
    int last =
        Math.max(
            groups.stream().mapToInt(KernelGroup::level).max().orElse(0),
            products.stream().mapToInt(Placed::level).max().orElse(0));
    for (int level = 0; level <= last; level++) {
      int now = level;
      products.stream().filter(p -> p.level() == now).forEach(p -> steps.add(p.step()));
      groups.stream()
          .filter(group -> group.level() == now && group.isUsed())
          .forEach(group -> steps.add(group.step(kernelName(group), outputs)));
    }
    return new DevicePlan(steps, buffers);
  }

  private String kernelName(KernelGroup group) {
    return name + (char) ('A' + groups.indexOf(group));
  }

  private List<SameDiffOp> neededOps() {
    List<SameDiffOp> all = new ArrayList<>(graph.getOps().values());
    Set<String> wanted = new HashSet<>(outputs.keySet());
    List<SameDiffOp> chosen = new ArrayList<>();
    for (int i = all.size() - 1; i >= 0; i--) {
      if (all.get(i).getOutputsOfOp().stream().anyMatch(wanted::contains)) {
        chosen.add(all.get(i));
        wanted.addAll(all.get(i).getInputsToOp());
      }
    }
    Collections.reverse(chosen);
    return chosen;
  }

  private DeviceValue place(String result, SameDiffOp node) {
    DifferentialFunction op = node.getOp();
    List<DeviceValue> inputs = node.getInputsToOp().stream().map(this::value).toList();
    try {
      if (OpRules.isElementwise(op)) {
        DeviceValue folded = foldedSum(result, op, inputs);
        return folded != null ? folded : map(result, inputs, in -> OpRules.of(op, in));
      }
      return switch (op.opName()) {
        case "matmul" -> product(result, (DynamicCustomOp) op, inputs.get(0), inputs.get(1));
        case "reduce_sum" -> sum(result, (BaseReduceOp) op, inputs.get(0));
        case "reduce_sqnorm" ->
            sum(
                result,
                (BaseReduceOp) op,
                map(result, inputs, in -> Expression.apply(Function.SQUARE, in.get(0))));
        case "reshape" -> reshape((DynamicCustomOp) op, inputs.get(0));
        default ->
            throw new IllegalArgumentException(
                "expected one of %s, matmul, reduce_sqnorm, reduce_sum, reshape, received %s (%s)"
                    .formatted(OpRules.names(), op.opName(), op.getClass().getSimpleName()));
      };
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("CUDA: op of %s: %s".formatted(result, e.getMessage()), e);
    }
  }

  private DeviceValue value(String variable) {
    return values.computeIfAbsent(variable, this::constant);
  }

  /** A constant of one element, which becomes part of the text. */
  private DeviceValue constant(String variable) {
    SDVariable known = graph.getVariable(variable);
    INDArray array = known.getVariableType() == VariableType.CONSTANT ? known.getArr() : null;
    if (array == null) {
      throw new IllegalArgumentException(variable + ": not bound");
    }
    if (array.length() == 1) {
      Expression number = Expression.constant(array.getDouble(0));
      return DeviceValue.floating(variable, new Extent(1, 1), List.of(), in -> number);
    }
    // SymBa's pair of signs: +1 for the first row, -1 for the second.
    return signs(variable, Extent.of(array.shape()), array.ravel().toDoubleVector());
  }

  private static DeviceValue signs(String variable, Extent extent, double[] values) {
    if (extent.columns() != 1 || values.length != 2) {
      throw new IllegalArgumentException(
          "%s: expected a constant of one element, or of two rows, received %s"
              .formatted(variable, extent));
    }
    Expression isFirst =
        Expression.apply(Function.LESS, new Expression.RowIndex(), Expression.constant(1));
    Expression step =
        Expression.apply(Function.MULTIPLY, isFirst, Expression.constant(values[0] - values[1]));
    return DeviceValue.floating(
        variable,
        extent,
        List.of(),
        in -> Expression.apply(Function.ADD, step, Expression.constant(values[1])));
  }

  private DeviceValue map(String result, List<DeviceValue> inputs, DeviceValue.Rule rule) {
    Extent extent = inputs.stream().map(DeviceValue::extent).reduce(Extent::with).orElseThrow();
    boolean isCheap = extent.rows() == 1 || extent.columns() == 1;
    if (isCheap && inputs.stream().allMatch(DeviceValue::belongsNowhere)) {
      return DeviceValue.floating(result, extent, inputs, rule);
    }
    return DeviceValue.placed(result, extent, groupFor(inputs, extent), inputs, rule);
  }

  /** The kernel that computes something over {@code domain} from {@code inputs}. */
  private KernelGroup groupFor(List<DeviceValue> inputs, Extent domain) {
    KernelGroup group = findGroup(inputs, domain);
    inputs.forEach(input -> settle(input, group));
    return group;
  }

  private KernelGroup findGroup(List<DeviceValue> inputs, Extent domain) {
    for (DeviceValue input : inputs) {
      KernelGroup group = input.group();
      if (group != null && canJoin(group, inputs, domain)) {
        return group;
      }
    }
    int level = inputs.stream().mapToInt(DeviceValue::readyLevel).max().orElse(0);
    for (KernelGroup group : groups) {
      if (group.level() == level && group.domain().equals(domain)) {
        return group;
      }
    }
    KernelGroup group = new KernelGroup(level, domain);
    groups.add(group);
    return group;
  }

  /** Sees to it that {@code group} can have {@code input}. */
  private void settle(DeviceValue input, KernelGroup group) {
    KernelGroup home = input.home();
    if (home == null) {
      input.inputs().forEach(leaf -> settle(leaf, group));
    } else if (home != group || input.isSum()) {
      leave(input, home);
      requireReadable(input.name());
    }
  }

  private void leave(DeviceValue value, KernelGroup home) {
    home.leave(value);
    if (!outputs.containsKey(value.name())) {
      buffers.put(value.name(), value.extent().length());
    }
  }

  private void requireReadable(String array) {
    DeviceOutput output = outputs.get(array);
    if (output != null && output.accumulate()) {
      throw new IllegalArgumentException(
          array + ": an accumulated output cannot be read by other ops of the plan");
    }
  }

  private static boolean canJoin(KernelGroup group, List<DeviceValue> inputs, Extent domain) {
    return domain.fits(group.domain())
        && inputs.stream()
            .allMatch(
                input ->
                    input.extent().fits(group.domain())
                        && (input.group() == group || input.readyLevel() <= group.level()));
  }

  private DeviceValue sum(String result, BaseReduceOp op, DeviceValue input) {
    int[] dimensions = op.dimensions().toIntVector();
    if (dimensions[0] == Integer.MAX_VALUE) {
      return overRows(result, overColumns(result, input));
    }
    if (dimensions.length != 1 || !op.isKeepDims()) {
      throw new IllegalArgumentException(
          "expected a sum over all, or over one dimension that is kept, received dimensions "
              + op.dimensions());
    }
    return dimensions[0] == 1 ? overColumns(result, input) : overRows(result, input);
  }

  private DeviceValue overColumns(String result, DeviceValue input) {
    Extent extent = input.extent();
    if (extent.columns() == 1) {
      return input;
    }
    return DeviceValue.placed(
        result,
        new Extent(extent.rows(), 1),
        groupFor(List.of(input), extent),
        List.of(input),
        in -> new Expression.RowSum(in.get(0)));
  }

  private DeviceValue overRows(String result, DeviceValue input) {
    Extent extent = input.extent();
    return extent.rows() == 1
        ? input
        : DeviceValue.summed(
            result,
            new Extent(1, extent.columns()),
            groupFor(List.of(input), extent),
            List.of(new DeviceValue.Term(null, input)));
  }

  /** Two sums over the same rows are one, of both terms. */
  private static @Nullable DeviceValue foldedSum(
      String result, DifferentialFunction op, List<DeviceValue> inputs) {
    if (!op.opName().equals("add")) {
      return null;
    }
    DeviceValue a = inputs.get(0);
    DeviceValue b = inputs.get(1);
    if (!a.isSum() || !b.isSum() || a.home() != b.home() || !a.extent().equals(b.extent())) {
      return null;
    }
    List<DeviceValue.Term> terms = new ArrayList<>(a.terms());
    terms.addAll(b.terms());
    return DeviceValue.summed(result, a.extent(), Objects.requireNonNull(a.home()), terms);
  }

  private DeviceValue product(String result, DynamicCustomOp op, DeviceValue a, DeviceValue b) {
    boolean transposeA = op.iArgs().length > 0 && op.iArgs()[0] != 0;
    boolean transposeB = op.iArgs().length > 1 && op.iArgs()[1] != 0;
    int inner = transposeA ? a.extent().rows() : a.extent().columns();
    int rows = transposeA ? a.extent().columns() : a.extent().rows();
    int columns = transposeB ? b.extent().rows() : b.extent().columns();
    int innerB = transposeB ? b.extent().columns() : b.extent().rows();
    if (inner != innerB) {
      throw new IllegalArgumentException(
          "expected matrices that fit, received %s and %s".formatted(a.extent(), b.extent()));
    }
    if (!transposeA && !transposeB && inner == 1) {
      return map(result, List.of(a, b), in -> new Expression.Apply(Function.MULTIPLY, in));
    }
    if (transposeA && !transposeB && rows == 1) {
      DeviceValue weighted =
          map(result, List.of(a, b), in -> new Expression.Apply(Function.MULTIPLY, in));
      return overRows(result, weighted);
    }
    if (!transposeB && isLabels(a)) {
      return transposeA ? byClass(result, a, b) : ofLabels(result, a, b);
    }
    return multiply(result, a, transposeA, b, transposeB, new Extent(rows, columns), inner);
  }

  private boolean isLabels(DeviceValue value) {
    return labels.contains(value.name()) && value.extent().columns() <= MOST_LABELS;
  }

  private DeviceValue ofLabels(String result, DeviceValue weights, DeviceValue table) {
    Extent extent = new Extent(weights.extent().rows(), table.extent().columns());
    return DeviceValue.labelled(result, extent, weights, array(table));
  }

  private DeviceValue byClass(String result, DeviceValue weights, DeviceValue value) {
    return DeviceValue.summed(
        result,
        new Extent(weights.extent().columns(), value.extent().columns()),
        groupFor(List.of(value), value.extent()),
        List.of(new DeviceValue.Term(weights.name(), value)));
  }

  private DeviceValue multiply(
      String result,
      DeviceValue a,
      boolean transposeA,
      DeviceValue b,
      boolean transposeB,
      Extent extent,
      int inner) {
    DeviceOutput output = outputs.get(result);
    DeviceValue left = array(a);
    DeviceValue right = array(b);
    int level = Math.max(left.readyLevel(), right.readyLevel());
    products.add(
        new Placed(
            level,
            new DeviceStep.Multiply(
                left.name(),
                transposeA,
                right.name(),
                transposeB,
                result,
                extent.rows(),
                extent.columns(),
                inner,
                output != null && output.accumulate())));
    if (output == null) {
      buffers.put(result, extent.length());
    }
    return DeviceValue.array(result, extent, level);
  }

  private DeviceValue reshape(DynamicCustomOp op, DeviceValue input) {
    long[] arguments = op.iArgs();
    long[] shape = Arrays.copyOfRange(arguments, 1, arguments.length);
    long known = 1;
    for (long size : shape) {
      known *= size < 0 ? 1 : size;
    }
    for (int d = 0; d < shape.length; d++) {
      shape[d] = shape[d] < 0 ? input.extent().length() / known : shape[d];
    }
    Extent extent = Extent.of(shape);
    if (extent.equals(input.extent())) {
      return input;
    }
    DeviceValue array = array(input);
    return DeviceValue.array(array.name(), extent, array.readyLevel());
  }

  /** The array that holds a value, made by a kernel where it is in none yet. */
  private DeviceValue array(DeviceValue value) {
    if (value.isArray()) {
      return value;
    }
    int level = leave(value) + 1;
    requireReadable(value.name());
    return DeviceValue.array(value.name(), value.extent(), level);
  }

  /** Has a kernel leave a value; returns that kernel's level. */
  private int leave(DeviceValue value) {
    KernelGroup home = value.home();
    KernelGroup group = home == null ? groupFor(List.of(value), value.extent()) : home;
    leave(value, group);
    return group.level();
  }

  private void want(String output) {
    DeviceValue value = values.get(output);
    if (value == null) {
      throw new IllegalArgumentException(output + ": no such variable in the graph");
    }
    if (value.name().equals(output)) {
      if (!value.isArray()) {
        leave(value);
      }
      return;
    }
    leave(map(output, List.of(value), in -> in.get(0)));
  }
}
