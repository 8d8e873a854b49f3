package io.ffsamediff.exec;

import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The penalties of a layer's parameters. */
final class PenaltyPlan implements AutoCloseable {

  private final CompiledGraph graph;

  private PenaltyPlan(CompiledGraph graph) {
    this.graph = graph;
  }

  /** Those of a layer, where it has some; their gradient is added to {@code gradient}. */
  static Optional<PenaltyPlan> of(
      LayerGraph graph, LayerParameters parameters, LayerParameters gradient) {
    if (!graph.has(LayerGraph.PENALTY)) {
      return Optional.empty();
    }
    List<GraphOutput> outputs = new ArrayList<>();
    outputs.add(GraphOutput.overwrite(LayerGraph.PENALTY));
    if (graph.has(LayerGraph.KERNEL_PENALTY_GRADIENT)) {
      outputs.add(GraphOutput.addTo(LayerGraph.KERNEL_PENALTY_GRADIENT, gradient.kernel()));
    }
    if (graph.has(LayerGraph.BIAS_PENALTY_GRADIENT)) {
      gradient
          .bias()
          .ifPresent(b -> outputs.add(GraphOutput.addTo(LayerGraph.BIAS_PENALTY_GRADIENT, b)));
    }
    return Optional.of(
        new PenaltyPlan(
            CompiledGraph.compile(graph.sameDiff(), RowPlans.bindings(parameters), outputs)));
  }

  /** Adds the gradient of the penalties; returns their sum. */
  double add() {
    graph.run();
    return graph.array(LayerGraph.PENALTY).getFloat(0);
  }

  @Override
  public void close() {
    graph.close();
  }
}
