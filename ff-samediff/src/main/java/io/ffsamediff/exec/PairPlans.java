package io.ffsamediff.exec;

import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.HostArrays;
import io.ffsamediff.data.PairBlocks;
import io.ffsamediff.graph.FFDense;
import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerParameters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.AddOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Plans of the first layer's graph of pairs: one for each size of block, made when it is first
 * seen. The label rows of the kernel and of its gradient are views of the layer's own; the images
 * are zero there, so the product leaves those rows of the gradient zero, and the labels' share is
 * added once a step.
 */
final class PairPlans implements AutoCloseable {

  private final LayerGraph graph;
  private final LayerParameters parameters;
  private final StepTargets targets;
  private final HostKernels kernels;
  private final Optional<PeerNormalizer> peers;
  private final INDArray labelKernel_CO;
  private final INDArray labelGradient_CO;
  private final PreparedOp addLabelGradient;
  private final PlanCache steps = new PlanCache();
  private final Map<Integer, CompiledGraph> handOvers = new HashMap<>();

  PairPlans(
      LayerParameters parameters,
      StepTargets targets,
      HostKernels kernels,
      Optional<PeerNormalizer> peers,
      PairBlocks pairs) {
    this.graph = FFDense.buildPairs(parameters.spec(), DataType.FLOAT);
    this.parameters = parameters;
    this.targets = targets;
    this.kernels = kernels;
    this.peers = peers;
    this.labelKernel_CO = labelRows(parameters.kernel(), pairs);
    this.labelGradient_CO =
        Nd4j.create(DataType.FLOAT, new long[] {pairs.classes(), parameters.spec().units()}, 'c');
    INDArray target_CO = labelRows(targets.gradient().kernel(), pairs);
    this.addLabelGradient =
        PreparedOp.of(new AddOp())
            .bindInput(0, target_CO)
            .bindInput(1, labelGradient_CO)
            .bindOutput(0, target_CO);
  }

  private static INDArray labelRows(INDArray kernel_IO, PairBlocks pairs) {
    int from = pairs.labelOffset();
    return HostArrays.rows(kernel_IO, from, from + pairs.classes());
  }

  /** Loss and gradient of the blocks {@code from} (inclusive) to {@code to} (exclusive). */
  void step(PairBlocks pairs, int from, int to) {
    for (int block = from; block < to; block++) {
      CompiledGraph plan = stepPlan(pairs, block, block > from);
      bind(plan, pairs, block);
      plan.run();
    }
    addLabelGradient.run();
  }

  private CompiledGraph stepPlan(PairBlocks pairs, int block, boolean accumulate) {
    int images = pairs.images(block).rows();
    CompiledGraph plan = steps.find(images, accumulate);
    if (plan != null) {
      return plan;
    }
    Map<String, INDArray> bindings = bindings(pairs, block);
    bindings.put(LayerGraph.INVERSE_ROWS, targets.inverseRows());
    peers.ifPresent(p -> bindings.put(LayerGraph.PEER_PULL, p.pull()));
    List<GraphOutput> outputs = new ArrayList<>(targets.outputs(accumulate));
    outputs.add(new GraphOutput(LayerGraph.LABEL_KERNEL_GRADIENT, labelGradient_CO, accumulate));
    return steps.keep(
        images,
        accumulate,
        CompiledGraph.compile(graph.sameDiff(), bindings, outputs, kernels.pairTraining()));
  }

  private Map<String, INDArray> bindings(PairBlocks pairs, int block) {
    Map<String, INDArray> bindings = RowPlans.bindings(parameters);
    bindings.put(LayerGraph.LABEL_KERNEL, labelKernel_CO);
    bindings.put(LayerGraph.INPUT, pairs.images(block));
    bindings.put(LayerGraph.POSITIVE_LABELS, pairs.positiveLabels(block));
    bindings.put(LayerGraph.NEGATIVE_LABELS, pairs.negativeLabels(block));
    return bindings;
  }

  private static void bind(CompiledGraph plan, PairBlocks pairs, int block) {
    plan.bind(LayerGraph.INPUT, pairs.images(block));
    plan.bind(LayerGraph.POSITIVE_LABELS, pairs.positiveLabels(block));
    plan.bind(LayerGraph.NEGATIVE_LABELS, pairs.negativeLabels(block));
  }

  /** Writes the normalised activations of the blocks {@code from} to {@code to - 1}. */
  void handOver(PairBlocks pairs, HiddenRows next, int from, int to) {
    for (int block = from; block < to; block++) {
      CompiledGraph plan = handOverPlan(pairs, block, next);
      bind(plan, pairs, block);
      plan.bind(LayerGraph.NORMALIZED_POSITIVE, next.receive(2 * block));
      plan.bind(LayerGraph.NORMALIZED_NEGATIVE, next.receive(2 * block + 1));
      plan.run();
    }
  }

  private CompiledGraph handOverPlan(PairBlocks pairs, int block, HiddenRows next) {
    return handOvers.computeIfAbsent(
        pairs.images(block).rows(),
        rows ->
            CompiledGraph.compile(
                graph.sameDiff(),
                bindings(pairs, block),
                List.of(
                    GraphOutput.into(LayerGraph.NORMALIZED_POSITIVE, next.receive(2 * block)),
                    GraphOutput.into(LayerGraph.NORMALIZED_NEGATIVE, next.receive(2 * block + 1))),
                kernels.pairForward()));
  }

  @Override
  public void close() {
    steps.close();
    handOvers.values().forEach(CompiledGraph::close);
    labelGradient_CO.close();
  }
}
