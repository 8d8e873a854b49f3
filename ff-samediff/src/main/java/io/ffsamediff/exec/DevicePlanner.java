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
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
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

  private final SameDiff graph;
  private final Set<String> labels;
  private final Map<String, DeviceOutput> outputs = new LinkedHashMap<>();
  private final Map<String, DeviceValue> values = new HashMap<>();
  private final KernelGroups groups;
  private final List<Placed> products = new ArrayList<>();

  /** A product and when it is done. */
  private record Placed(int level, DeviceStep.Multiply step) {}

  DevicePlanner(
      String name,
      SameDiff graph,
      Map<String, Extent> bound,
      Set<String> labels,
      Collection<DeviceOutput> outputs) {
    this.graph = graph;
    this.labels = Set.copyOf(labels);
    bound.forEach((array, extent) -> values.put(array, DeviceValue.array(array, extent, 0)));
    outputs.forEach(output -> this.outputs.put(output.name(), output));
    this.groups = new KernelGroups(name, this.outputs);
  }

  DevicePlan plan() {
    for (SameDiffOp op : neededOps()) {
      String result = op.getOutputsOfOp().get(0);
      values.put(result, place(result, op));
    }
    outputs.keySet().forEach(this::want);
    List<DeviceStep> steps = new ArrayList<>();
    int last =
        Math.max(groups.lastLevel(), products.stream().mapToInt(Placed::level).max().orElse(0));
    for (int level = 0; level <= last; level++) {
      int now = level;
      products.stream().filter(p -> p.level() == now).forEach(p -> steps.add(p.step()));
      steps.addAll(groups.steps(level));
    }
    return new DevicePlan(steps, groups.buffers());
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
        case "softmax" -> softmax(result, (DynamicCustomOp) op, inputs.get(0));
        case "reshape" -> reshape((DynamicCustomOp) op, inputs.get(0));
        default ->
            throw new IllegalArgumentException(
                "expected one of %s, matmul, reduce_sqnorm, reduce_sum, reshape, softmax, received %s (%s)"
                    .formatted(OpRules.names(), op.opName(), op.getClass().getSimpleName()));
      };
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("CUDA: op of %s: %s".formatted(result, e.getMessage()), e);
    }
  }

  private DeviceValue value(String variable) {
    return values.computeIfAbsent(
        variable, unseen -> GraphConstants.value(graph.getVariable(unseen)));
  }

  private DeviceValue map(String result, List<DeviceValue> inputs, DeviceValue.Rule rule) {
    Extent extent = inputs.stream().map(DeviceValue::extent).reduce(Extent::with).orElseThrow();
    boolean isCheap = extent.rows() == 1 || extent.columns() == 1;
    if (isCheap && inputs.stream().allMatch(DeviceValue::belongsNowhere)) {
      return DeviceValue.floating(result, extent, inputs, rule);
    }
    return DeviceValue.placed(result, extent, groups.groupFor(inputs, extent), inputs, rule);
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
        groups.groupFor(List.of(input), extent),
        List.of(input),
        in -> Expression.rowSum(in.get(0)));
  }

  private DeviceValue overRows(String result, DeviceValue input) {
    Extent extent = input.extent();
    return extent.rows() == 1
        ? input
        : DeviceValue.summed(
            result,
            new Extent(1, extent.columns()),
            groups.groupFor(List.of(input), extent),
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
    return DeviceValue.labelled(result, extent, weights, groups.array(table));
  }

  private DeviceValue byClass(String result, DeviceValue weights, DeviceValue value) {
    return DeviceValue.summed(
        result,
        new Extent(weights.extent().columns(), value.extent().columns()),
        groups.groupFor(List.of(value), value.extent()),
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
    DeviceValue left = groups.array(a);
    DeviceValue right = groups.array(b);
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
    groups.reserve(result, extent);
    return DeviceValue.array(result, extent, level);
  }

  private DeviceValue softmax(String result, DynamicCustomOp op, DeviceValue input) {
    long[] dimensions = op.iArgs();
    if (dimensions.length > 0 && dimensions[0] != 1 && dimensions[0] != -1) {
      throw new IllegalArgumentException(
          "expected the softmax of rows, received dimension " + dimensions[0]);
    }
    Extent extent = input.extent();
    if (extent.columns() == 1) {
      throw new IllegalArgumentException("expected the softmax of several columns, received 1");
    }
    return DeviceValue.placed(
        result,
        extent,
        groups.groupFor(List.of(input), extent),
        List.of(input),
        in -> OpRules.softmax(in.get(0)));
  }

  private DeviceValue reshape(DynamicCustomOp op, DeviceValue input) {
    // The first says in which order.
    long[] arguments = op.iArgs();
    Extent extent = input.extent().reshaped(Arrays.copyOfRange(arguments, 1, arguments.length));
    if (extent.equals(input.extent())) {
      return input;
    }
    DeviceValue array = groups.array(input);
    return DeviceValue.array(array.name(), extent, array.readyLevel());
  }

  private void want(String output) {
    DeviceValue value = values.get(output);
    if (value == null) {
      throw new IllegalArgumentException(output + ": no such variable in the graph");
    }
    if (value.name().equals(output)) {
      if (!value.isArray()) {
        groups.leave(value);
      }
      return;
    }
    groups.leave(map(output, List.of(value), in -> in.get(0)));
  }
}
