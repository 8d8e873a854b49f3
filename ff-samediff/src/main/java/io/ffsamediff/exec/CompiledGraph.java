package io.ffsamediff.exec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A SameDiff graph compiled for fixed shapes: the ops that the wanted outputs need, in order, each
 * prepared on preallocated buffers. A run is a plain loop over them: no allocation of arrays, no
 * interpretation. Not safe for use by several threads at once.
 */
public final class CompiledGraph implements AutoCloseable {

  private static final Port[] NOWHERE = {};

  private final PlannedOp[] ops;
  private final Map<String, INDArray> arrays;
  private final Map<String, Port[]> inputPorts;
  private final Map<String, Port> outputPorts;
  private final BufferPlan buffers;

  /** A place where a named array goes into an op, or comes out of it. */
  record Port(PlannedOp op, int index) {}

  CompiledGraph(
      List<PlannedOp> ops,
      Map<String, INDArray> arrays,
      Map<String, List<Port>> inputPorts,
      Map<String, Port> outputPorts,
      BufferPlan buffers) {
    this.ops = ops.toArray(PlannedOp[]::new);
    this.arrays = new HashMap<>(arrays);
    this.inputPorts = new HashMap<>();
    inputPorts.forEach((name, ports) -> this.inputPorts.put(name, ports.toArray(Port[]::new)));
    this.outputPorts = Map.copyOf(outputPorts);
    this.buffers = buffers;
  }

  /**
   * Compiles the part of {@code graph} that {@code outputs} need.
   *
   * @param graph the graph; its ops are shared, its arrays are not changed
   * @param bindings arrays of the placeholders needed, in the shapes that the plan is for, and of
   *     those variables that are not to be the graph's own
   * @param outputs what each run is to yield
   * @throws IllegalArgumentException if an output is unknown, a placeholder is not bound, a target
   *     has another shape than its output, or an op cannot be prepared
   */
  public static CompiledGraph compile(
      SameDiff graph, Map<String, INDArray> bindings, List<GraphOutput> outputs) {
    return compile(graph, bindings, outputs, List.of());
  }

  /** As above, with kernels in the place of some chains of ops. */
  static CompiledGraph compile(
      SameDiff graph,
      Map<String, INDArray> bindings,
      List<GraphOutput> outputs,
      List<FusedChain> chains) {
    return new GraphCompiler(graph, bindings, outputs, chains).compile();
  }

  /** Runs all ops once. */
  public void run() {
    for (PlannedOp op : ops) {
      op.run();
    }
  }

  /**
   * Takes another array of the same shape for a placeholder, a bound variable, or an output that
   * overwrites a target.
   */
  public void bind(String name, INDArray array) {
    INDArray present = arrays.put(name, array);
    if (present == array) {
      return;
    }
    checkShape(name, present, array);
    for (Port port : inputPorts.getOrDefault(name, NOWHERE)) {
      port.op().bindInput(port.index(), array);
    }
    Port producer = outputPorts.get(name);
    if (producer != null) {
      producer.op().bindOutput(producer.index(), array);
    }
  }

  /** The array of an output, or of a binding; its contents change with each run. */
  public INDArray array(String name) {
    INDArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException(name + ": neither an output nor bound");
    }
    return array;
  }

  /** Bytes of the plan's own buffers. */
  public long bufferBytes() {
    return buffers.bytes();
  }

  /** Number of ops of a run. */
  public int opCount() {
    return ops.length;
  }

  static void checkShape(String name, @Nullable INDArray expected, INDArray received) {
    if (expected == null) {
      throw new IllegalArgumentException(name + ": not part of this plan");
    }
    if (!expected.equalShapes(received) || expected.dataType() != received.dataType()) {
      throw new IllegalArgumentException(
          "%s: expected %s, received %s"
              .formatted(name, expected.shapeInfoToString(), received.shapeInfoToString()));
    }
  }

  @Override
  public void close() {
    for (PlannedOp op : ops) {
      op.close();
    }
    buffers.close();
  }
}
