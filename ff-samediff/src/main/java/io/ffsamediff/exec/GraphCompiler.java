package io.ffsamediff.exec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.AddOp;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;

/** Turns a SameDiff graph into a {@link CompiledGraph}; used once. */
final class GraphCompiler {

  private static final int NEVER = Integer.MAX_VALUE;

  private final SameDiff graph;
  private final Map<String, GraphOutput> outputs = new LinkedHashMap<>();
  private final List<SameDiffOp> needed;
  private final Map<String, Integer> lastReader = new HashMap<>();

  private final Map<String, INDArray> arrays = new HashMap<>();
  private final Map<String, List<CompiledGraph.Port>> inputPorts = new HashMap<>();
  private final Map<String, PreparedOp> outputPorts = new HashMap<>();
  private final List<PreparedOp> prepared = new ArrayList<>();
  private final BufferPlan buffers = new BufferPlan();

  GraphCompiler(SameDiff graph, Map<String, INDArray> bindings, List<GraphOutput> outputs) {
    this.graph = graph;
    this.arrays.putAll(bindings);
    for (GraphOutput output : outputs) {
      if (!graph.hasVariable(output.name())) {
        throw new IllegalArgumentException(output.name() + ": no such variable in the graph");
      }
      this.outputs.put(output.name(), output);
    }
    this.needed = neededOps();
    findLastReaders();
  }

  CompiledGraph compile() {
    for (int i = 0; i < needed.size(); i++) {
      prepare(i);
      releaseInputs(i);
    }
    return new CompiledGraph(prepared, arrays, inputPorts, outputPorts, buffers);
  }

  /** Ops that some wanted output depends on, in the order of definition, a topological one. */
  private List<SameDiffOp> neededOps() {
    List<SameDiffOp> all = new ArrayList<>(graph.getOps().values());
    Set<String> wanted = new HashSet<>(outputs.keySet());
    List<SameDiffOp> chosen = new ArrayList<>();
    for (int i = all.size() - 1; i >= 0; i--) {
      SameDiffOp op = all.get(i);
      if (op.getOutputsOfOp().stream().anyMatch(wanted::contains)) {
        wanted.addAll(op.getInputsToOp());
        chosen.add(op);
      }
    }
    Collections.reverse(chosen);
    return chosen;
  }

  private void findLastReaders() {
    for (int i = 0; i < needed.size(); i++) {
      for (String input : needed.get(i).getInputsToOp()) {
        lastReader.put(input, i);
      }
    }
    for (GraphOutput output : outputs.values()) {
      if (output.accumulate() && lastReader.containsKey(output.name())) {
        throw new IllegalArgumentException(
            output.name() + ": an accumulated output cannot be read by other ops of the plan");
      }
      lastReader.put(output.name(), NEVER);
    }
  }

  private void prepare(int index) {
    SameDiffOp node = needed.get(index);
    DifferentialFunction function = node.getOp();
    String result = node.getOutputsOfOp().get(0);
    GraphOutput output = outputs.getOrDefault(result, GraphOutput.overwrite(result));
    INDArray target = output.target();
    boolean addsItself = output.accumulate() && PreparedOp.canAccumulate(function);
    PreparedOp op = addsItself ? PreparedOp.accumulating(function) : PreparedOp.of(function);
    bindInputs(node, op);
    prepared.add(op);
    if (target == null) {
      INDArray buffer = bufferFor(index, op);
      op.bindOutput(0, buffer);
      arrays.put(result, buffer);
      return;
    }
    checkShape(result, op.outputShape(), target);
    arrays.put(result, target);
    if (output.accumulate() && !addsItself) {
      INDArray share = bufferFor(index, op);
      op.bindOutput(0, share);
      prepared.add(addTo(target, share));
    } else {
      op.bindOutput(0, target);
      outputPorts.put(result, op);
    }
  }

  private void bindInputs(SameDiffOp node, PreparedOp op) {
    List<String> names = node.getInputsToOp();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      op.bindInput(i, arrays.computeIfAbsent(name, this::graphArray));
      inputPorts.computeIfAbsent(name, n -> new ArrayList<>()).add(new CompiledGraph.Port(op, i));
    }
  }

  private INDArray graphArray(String name) {
    SDVariable variable = graph.getVariable(name);
    INDArray array =
        variable.getVariableType() == VariableType.PLACEHOLDER ? null : variable.getArr();
    if (array == null) {
      throw new IllegalArgumentException(name + ": placeholder is not bound");
    }
    return array;
  }

  /** A dying input of the same shape where the op can write over it, else a buffer of the plan. */
  private INDArray bufferFor(int index, PreparedOp op) {
    SameDiffOp node = needed.get(index);
    LongShapeDescriptor shape = op.outputShape();
    if (PreparedOp.canRunInPlace(node.getOp())) {
      for (String input : node.getInputsToOp()) {
        INDArray array = arrays.get(input);
        if (array != null && diesAt(input, index) && BufferPlan.sameLayout(array, shape)) {
          return array;
        }
      }
    }
    return buffers.take(shape);
  }

  private boolean diesAt(String name, int index) {
    INDArray array = arrays.get(name);
    return array != null && buffers.owns(array) && lastReader.getOrDefault(name, NEVER) == index;
  }

  private void releaseInputs(int index) {
    SameDiffOp node = needed.get(index);
    INDArray result = arrays.get(node.getOutputsOfOp().get(0));
    for (String input : Set.copyOf(node.getInputsToOp())) {
      INDArray array = arrays.get(input);
      if (array != null && array != result && diesAt(input, index)) {
        buffers.release(array);
      }
    }
  }

  private static PreparedOp addTo(INDArray target, INDArray share) {
    return PreparedOp.of(new AddOp())
        .bindInput(0, target)
        .bindInput(1, share)
        .bindOutput(0, target);
  }

  private static void checkShape(String name, LongShapeDescriptor shape, INDArray target) {
    if (!BufferPlan.sameLayout(target, shape)) {
      throw new IllegalArgumentException(
          "%s: expected a target of %s, received %s"
              .formatted(name, shape, target.shapeInfoToString()));
    }
  }
}
