package io.ffsamediff.exec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
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
  private final List<FusedChain> chains;
  private final List<Node> needed;
  private final Map<String, Integer> lastReader = new HashMap<>();

  private final Map<String, INDArray> arrays = new HashMap<>();
  private final Map<String, List<CompiledGraph.Port>> inputPorts = new HashMap<>();
  private final Map<String, CompiledGraph.Port> outputPorts = new HashMap<>();
  private final List<PlannedOp> prepared = new ArrayList<>();
  private final BufferPlan buffers = new BufferPlan();

  /** A step of the plan to be. */
  private sealed interface Node {

    List<String> inputs();

    List<String> outputs();
  }

  /** An op of the graph. */
  private record OpNode(SameDiffOp op) implements Node {

    @Override
    public List<String> inputs() {
      return op.getInputsToOp();
    }

    @Override
    public List<String> outputs() {
      return op.getOutputsOfOp();
    }
  }

  /** A kernel in the place of several ops. */
  private record ChainNode(FusedChain chain) implements Node {

    @Override
    public List<String> inputs() {
      return chain.inputs();
    }

    @Override
    public List<String> outputs() {
      return chain.outputs();
    }
  }

  GraphCompiler(
      SameDiff graph,
      Map<String, INDArray> bindings,
      List<GraphOutput> outputs,
      List<FusedChain> chains) {
    this.graph = graph;
    this.chains = List.copyOf(chains);
    this.arrays.putAll(bindings);
    for (GraphOutput output : outputs) {
      if (!graph.hasVariable(output.name())) {
        throw new IllegalArgumentException(output.name() + ": no such variable in the graph");
      }
      this.outputs.put(output.name(), output);
    }
    this.needed = neededNodes();
    findLastReaders();
  }

  CompiledGraph compile() {
    for (int i = 0; i < needed.size(); i++) {
      prepare(i);
      releaseInputs(i);
    }
    return new CompiledGraph(prepared, arrays, inputPorts, outputPorts, buffers);
  }

  /**
   * Ops that some wanted output depends on, in the order of definition, a topological one. A chain
   * takes the place of the first of the ops whose results it yields.
   */
  private List<Node> neededNodes() {
    List<SameDiffOp> all = new ArrayList<>(graph.getOps().values());
    Set<String> wanted = new HashSet<>(outputs.keySet());
    List<Node> chosen = new ArrayList<>();
    for (int i = all.size() - 1; i >= 0; i--) {
      if (all.get(i).getOutputsOfOp().stream().anyMatch(wanted::contains)) {
        Node node = nodeFor(all.get(i));
        chosen.remove(node);
        chosen.add(node);
        wanted.addAll(node.inputs());
      }
    }
    Collections.reverse(chosen);
    return chosen;
  }

  private Node nodeFor(SameDiffOp op) {
    for (FusedChain chain : chains) {
      if (op.getOutputsOfOp().stream().anyMatch(chain.outputs()::contains)) {
        return new ChainNode(chain);
      }
    }
    return new OpNode(op);
  }

  private void findLastReaders() {
    for (int i = 0; i < needed.size(); i++) {
      for (String input : needed.get(i).inputs()) {
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
    Node node = needed.get(index);
    if (node instanceof OpNode op) {
      prepareOp(index, op.op());
    } else if (node instanceof ChainNode chain) {
      prepareChain(index, chain.chain());
    }
  }

  private void prepareOp(int index, SameDiffOp node) {
    DifferentialFunction function = node.getOp();
    String result = node.getOutputsOfOp().get(0);
    GraphOutput output = outputs.getOrDefault(result, GraphOutput.overwrite(result));
    INDArray target = output.target();
    boolean addsItself = output.accumulate() && PreparedOp.canAccumulate(function);
    PreparedOp op = addsItself ? PreparedOp.accumulating(function) : PreparedOp.of(function);
    bindInputs(node.getInputsToOp(), op);
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
      outputPorts.put(result, new CompiledGraph.Port(op, 0));
    }
  }

  private void prepareChain(int index, FusedChain chain) {
    PlannedOp op =
        chain.prepare(
            chain.outputs().stream()
                .filter(name -> outputs.containsKey(name) && outputs.get(name).accumulate())
                .collect(Collectors.toSet()));
    bindInputs(chain.inputs(), op);
    prepared.add(op);
    for (int i = 0; i < chain.outputs().size(); i++) {
      String name = chain.outputs().get(i);
      if (lastReader.containsKey(name)) {
        INDArray array = arrayFor(index, chain, name);
        op.bindOutput(i, array);
        arrays.put(name, array);
        outputPorts.put(name, new CompiledGraph.Port(op, i));
      }
    }
  }

  private INDArray arrayFor(int index, FusedChain chain, String name) {
    LongShapeDescriptor shape = chain.shape(name, arrays);
    GraphOutput output = outputs.get(name);
    if (output != null && output.target() != null) {
      checkShape(name, shape, output.target());
      return output.target();
    }
    for (String input : chain.inputs()) {
      if (chain.canReplace(input, name) && diesAt(input, index)) {
        return Objects.requireNonNull(arrays.get(input));
      }
    }
    return buffers.take(shape);
  }

  private void bindInputs(List<String> names, PlannedOp op) {
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
    Node node = needed.get(index);
    LongShapeDescriptor shape = op.outputShape();
    if (op.canRunInPlace()) {
      for (String input : node.inputs()) {
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
    Node node = needed.get(index);
    List<INDArray> results = node.outputs().stream().map(arrays::get).toList();
    for (String input : Set.copyOf(node.inputs())) {
      INDArray array = arrays.get(input);
      boolean taken = results.stream().anyMatch(result -> result == array);
      if (array != null && !taken && diesAt(input, index)) {
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
