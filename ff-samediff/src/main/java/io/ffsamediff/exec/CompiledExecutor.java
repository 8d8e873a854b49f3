package io.ffsamediff.exec;

import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.PairBlocks;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.graph.FFDense;
import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Runs a layer's graph through {@link CompiledGraph}: rows that are pairs through the graph of
 * pairs, others through the plain one. The first block of a batch overwrites the gradient and the
 * sums, the others add to them.
 */
public final class CompiledExecutor implements GraphExecutor {

  private final LayerParameters parameters;
  private final StepTargets targets;
  private final RowTeam team;
  private final HostKernels kernels;
  private final UpdaterStep updater;
  private final Optional<CompiledGraph> penalty;
  private final RowPlans rowPlans;
  private Optional<PairPlans> pairPlans = Optional.empty();

  /**
   * Builds the layer's graph.
   *
   * @param parameters the layer's parameters, changed by each step; closed by their owner
   * @param threads threads of the kernels between products, at least 1
   */
  public CompiledExecutor(LayerParameters parameters, OptimizerConfig optimizer, int threads) {
    this.parameters = parameters;
    this.targets = new StepTargets(parameters.spec());
    this.team = new RowTeam(threads);
    this.kernels = HostKernels.of(parameters.spec(), team);
    this.updater = UpdaterStep.of(optimizer, parameters.flat(), targets.gradient().flat(), team);
    LayerGraph graph = FFDense.build(parameters.spec(), DataType.FLOAT);
    this.penalty = penaltyPlan(graph);
    this.rowPlans = new RowPlans(graph, parameters, targets, kernels);
  }

  @Override
  public StepStatistics step(RowBlocks rows) {
    targets.setRows(rows.rows());
    Optional<PairBlocks> pairs = rows.pairs();
    if (pairs.isPresent()) {
      plansFor(pairs.get()).step(pairs.get());
    } else {
      rowPlans.step(rows);
    }
    double loss = targets.lossSum() / rows.rows() + penalty();
    updater.apply();
    return StepStatistics.of(loss, rows.rows(), targets.goodnessSum(), targets.goodnessContrast());
  }

  private double penalty() {
    if (penalty.isEmpty()) {
      return 0;
    }
    penalty.get().run();
    return penalty.get().array(LayerGraph.PENALTY).getFloat(0);
  }

  @Override
  public void handOver(RowBlocks rows, HiddenRows next) {
    Optional<PairBlocks> pairs = rows.pairs();
    if (pairs.isPresent()) {
      plansFor(pairs.get()).handOver(pairs.get(), next);
    } else {
      rowPlans.handOver(rows, next);
    }
    next.received();
  }

  private PairPlans plansFor(PairBlocks pairs) {
    if (pairPlans.isEmpty()) {
      pairPlans = Optional.of(new PairPlans(parameters, targets, kernels, pairs));
    }
    return pairPlans.get();
  }

  private Optional<CompiledGraph> penaltyPlan(LayerGraph graph) {
    if (!graph.has(LayerGraph.PENALTY)) {
      return Optional.empty();
    }
    LayerParameters gradient = targets.gradient();
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
        CompiledGraph.compile(graph.sameDiff(), RowPlans.bindings(parameters), outputs));
  }

  @Override
  public float[] updaterState() {
    return updater.state();
  }

  @Override
  public int iteration() {
    return updater.iteration();
  }

  @Override
  public void restore(float[] updaterState, int iteration) {
    updater.restore(updaterState, iteration);
  }

  @Override
  public void close() {
    rowPlans.close();
    pairPlans.ifPresent(PairPlans::close);
    penalty.ifPresent(CompiledGraph::close);
    team.close();
    targets.close();
  }
}
