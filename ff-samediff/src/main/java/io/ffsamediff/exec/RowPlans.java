package io.ffsamediff.exec;

import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerParameters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Plans of a layer's plain graph: one for each size of block, made when it is first seen. */
final class RowPlans implements AutoCloseable {

  private final LayerGraph graph;
  private final LayerParameters parameters;
  private final StepTargets targets;
  private final HostKernels kernels;
  private final Optional<PeerNormalizer> peers;
  private final PlanCache steps = new PlanCache();
  private final Map<Integer, CompiledGraph> handOvers = new HashMap<>();

  RowPlans(
      LayerGraph graph,
      LayerParameters parameters,
      StepTargets targets,
      HostKernels kernels,
      Optional<PeerNormalizer> peers) {
    this.graph = graph;
    this.parameters = parameters;
    this.targets = targets;
    this.kernels = kernels;
    this.peers = peers;
  }

  /** The layer's parameters by name. */
  static Map<String, INDArray> bindings(LayerParameters parameters) {
    Map<String, INDArray> bindings = new HashMap<>();
    bindings.put(LayerGraph.KERNEL, parameters.kernel());
    parameters.bias().ifPresent(bias -> bindings.put(LayerGraph.BIAS, bias));
    return bindings;
  }

  /** Loss and gradient of the blocks {@code from} (inclusive) to {@code to} (exclusive). */
  void step(RowBlocks rows, int from, int to) {
    for (int block = from; block < to; block++) {
      INDArray x_BI = rows.inputs(block);
      INDArray polarity_B1 = rows.polarities(block);
      CompiledGraph plan = stepPlan(x_BI, polarity_B1, block > from);
      plan.bind(LayerGraph.INPUT, x_BI);
      plan.bind(LayerGraph.POLARITY, polarity_B1);
      plan.run();
    }
  }

  private CompiledGraph stepPlan(INDArray x_BI, INDArray polarity_B1, boolean accumulate) {
    CompiledGraph plan = steps.find(x_BI.rows(), accumulate);
    if (plan != null) {
      return plan;
    }
    Map<String, INDArray> bindings = bindings(parameters);
    bindings.put(LayerGraph.INPUT, x_BI);
    bindings.put(LayerGraph.POLARITY, polarity_B1);
    bindings.put(LayerGraph.INVERSE_ROWS, targets.inverseRows());
    peers.ifPresent(p -> bindings.put(LayerGraph.PEER_PULL, p.pull()));
    return steps.keep(
        x_BI.rows(),
        accumulate,
        CompiledGraph.compile(
            graph.sameDiff(), bindings, targets.outputs(accumulate), kernels.training()));
  }

  /** Writes the normalised activations of the blocks {@code from} to {@code to - 1}. */
  void handOver(RowBlocks rows, HiddenRows next, int from, int to) {
    for (int block = from; block < to; block++) {
      INDArray x_BI = rows.inputs(block);
      INDArray next_BO = next.receive(block);
      CompiledGraph plan =
          handOvers.computeIfAbsent(x_BI.rows(), size -> handOverPlan(x_BI, next_BO));
      plan.bind(LayerGraph.INPUT, x_BI);
      plan.bind(LayerGraph.NORMALIZED, next_BO);
      plan.run();
    }
  }

  private CompiledGraph handOverPlan(INDArray x_BI, INDArray next_BO) {
    Map<String, INDArray> bindings = bindings(parameters);
    bindings.put(LayerGraph.INPUT, x_BI);
    return CompiledGraph.compile(
        graph.sameDiff(),
        bindings,
        List.of(GraphOutput.into(LayerGraph.NORMALIZED, next_BO)),
        kernels.forward());
  }

  @Override
  public void close() {
    steps.close();
    handOvers.values().forEach(CompiledGraph::close);
  }
}
