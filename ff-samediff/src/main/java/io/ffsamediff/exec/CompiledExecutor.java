package io.ffsamediff.exec;

import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.graph.FFDense;
import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerParameters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs a layer's graph through {@link CompiledGraph}: one plan for each size of block, compiled
 * when that size is first seen. The first block of a batch overwrites the gradient and the sums,
 * the others add to them.
 */
public final class CompiledExecutor implements GraphExecutor {

  private final LayerGraph graph;
  private final LayerParameters parameters;
  private final LayerParameters gradient;
  private final INDArray biasGradient_1O;
  private final INDArray inverseRows_11;
  private final INDArray lossSum;
  private final INDArray goodnessSum;
  private final INDArray goodnessContrast;
  private final UpdaterStep updater;
  private final Optional<CompiledGraph> penalty;
  private final Map<PlanKey, CompiledGraph> stepPlans = new HashMap<>();
  private final Map<Integer, CompiledGraph> handOverPlans = new HashMap<>();
  private int inverseOf;

  /** A block's size, and whether its results add to those of the blocks before it. */
  private record PlanKey(int rows, boolean accumulate) {}

  /**
   * Builds the layer's graph.
   *
   * @param parameters the layer's parameters, changed by each step; closed by their owner
   */
  public CompiledExecutor(LayerParameters parameters, OptimizerConfig optimizer) {
    this.graph = FFDense.build(parameters.spec(), DataType.FLOAT);
    this.parameters = parameters;
    this.gradient = new LayerParameters(parameters.spec());
    this.biasGradient_1O =
        gradient
            .bias()
            .map(b -> b.reshape('c', new long[] {1, b.length()}))
            .orElse(Nd4j.empty(DataType.FLOAT));
    this.inverseRows_11 = Nd4j.create(DataType.FLOAT, 1, 1);
    this.lossSum = Nd4j.scalar(0f);
    this.goodnessSum = Nd4j.scalar(0f);
    this.goodnessContrast = Nd4j.scalar(0f);
    this.updater =
        new UpdaterStep((OptimizerConfig.Adam) optimizer, parameters.flat(), gradient.flat());
    this.penalty = penaltyPlan();
  }

  @Override
  public StepStatistics step(RowBlocks rows) {
    setRows(rows.rows());
    for (int block = 0; block < rows.blocks(); block++) {
      INDArray x_BI = rows.inputs(block);
      INDArray polarity_B1 = rows.polarities(block);
      CompiledGraph plan = stepPlan(x_BI, polarity_B1, block > 0);
      plan.bind(LayerGraph.INPUT, x_BI);
      plan.bind(LayerGraph.POLARITY, polarity_B1);
      plan.run();
    }
    double loss = lossSum.getFloat(0) / (double) rows.rows() + penalty();
    updater.apply();
    return StepStatistics.of(
        loss, rows.rows(), goodnessSum.getFloat(0), goodnessContrast.getFloat(0));
  }

  private void setRows(int rows) {
    if (rows != inverseOf) {
      inverseRows_11.putScalar(0, 1.0 / rows);
      inverseOf = rows;
    }
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
    for (int block = 0; block < rows.blocks(); block++) {
      INDArray x_BI = rows.inputs(block);
      INDArray next_BO = next.inputs(block);
      CompiledGraph plan = handOverPlan(x_BI, next_BO);
      plan.bind(LayerGraph.INPUT, x_BI);
      plan.bind(LayerGraph.NORMALIZED, next_BO);
      plan.run();
    }
  }

  private CompiledGraph stepPlan(INDArray x_BI, INDArray polarity_B1, boolean accumulate) {
    return stepPlans.computeIfAbsent(
        new PlanKey(x_BI.rows(), accumulate),
        key -> {
          Map<String, INDArray> bindings = parameterBindings();
          bindings.put(LayerGraph.INPUT, x_BI);
          bindings.put(LayerGraph.POLARITY, polarity_B1);
          bindings.put(LayerGraph.INVERSE_ROWS, inverseRows_11);
          return CompiledGraph.compile(graph.sameDiff(), bindings, stepOutputs(key.accumulate()));
        });
  }

  private List<GraphOutput> stepOutputs(boolean accumulate) {
    List<GraphOutput> outputs = new ArrayList<>();
    outputs.add(new GraphOutput(LayerGraph.KERNEL_GRADIENT, gradient.kernel(), accumulate));
    if (gradient.bias().isPresent()) {
      outputs.add(new GraphOutput(LayerGraph.BIAS_GRADIENT, biasGradient_1O, accumulate));
    }
    outputs.add(new GraphOutput(LayerGraph.LOSS_SUM, lossSum, accumulate));
    outputs.add(new GraphOutput(LayerGraph.GOODNESS_SUM, goodnessSum, accumulate));
    outputs.add(new GraphOutput(LayerGraph.GOODNESS_CONTRAST, goodnessContrast, accumulate));
    return outputs;
  }

  private CompiledGraph handOverPlan(INDArray x_BI, INDArray next_BO) {
    return handOverPlans.computeIfAbsent(
        x_BI.rows(),
        rows -> {
          Map<String, INDArray> bindings = parameterBindings();
          bindings.put(LayerGraph.INPUT, x_BI);
          return CompiledGraph.compile(
              graph.sameDiff(),
              bindings,
              List.of(GraphOutput.into(LayerGraph.NORMALIZED, next_BO)));
        });
  }

  private Optional<CompiledGraph> penaltyPlan() {
    SameDiff sd = graph.sameDiff();
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
    return Optional.of(CompiledGraph.compile(sd, parameterBindings(), outputs));
  }

  private Map<String, INDArray> parameterBindings() {
    Map<String, INDArray> bindings = new HashMap<>();
    bindings.put(LayerGraph.KERNEL, parameters.kernel());
    parameters.bias().ifPresent(bias -> bindings.put(LayerGraph.BIAS, bias));
    return bindings;
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
    stepPlans.values().forEach(CompiledGraph::close);
    handOverPlans.values().forEach(CompiledGraph::close);
    penalty.ifPresent(CompiledGraph::close);
    updater.close();
    gradient.close();
  }
}
