package io.ffsamediff.exec;

import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.HostFloats;
import io.ffsamediff.graph.HeadParameters;
import io.ffsamediff.graph.HeadSpec;
import io.ffsamediff.graph.SoftmaxHead;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a head's graph where ND4J's arrays are. */
final class CompiledHeadExecutor implements HeadExecutor {

  private final HeadParameters parameters;
  private final HeadParameters gradient;
  private final Optimizer updater;
  private final Map<Integer, Plan> plans = new HashMap<>();

  /** The compiled graph for batches of one size, and the memory that is read and written here. */
  private record Plan(CompiledGraph graph, ClassRows classes, HostFloats probabilities)
      implements AutoCloseable {

    Plan(CompiledGraph graph, ClassRows classes) {
      this(graph, classes, new HostFloats(graph.array(SoftmaxHead.PROBABILITIES)));
    }

    @Override
    public void close() {
      graph.close();
      classes.close();
    }
  }

  /** For {@code parameters}, which steps change and their owner closes. */
  CompiledHeadExecutor(HeadParameters parameters, OptimizerConfig optimizer, WorkTeam team) {
    this.parameters = parameters;
    this.gradient = new HeadParameters(parameters.spec());
    this.updater =
        Optimizer.of(
            optimizer,
            parameters.flat(),
            List.of(gradient.flat()),
            Math.toIntExact(parameters.kernel().length()),
            team);
  }

  @Override
  public Step step(List<HiddenRows> inputs, int[] labels_B) {
    List<INDArray> inputs_BO = inputs.stream().map(HiddenRows::positives).toList();
    Plan plan = plans.computeIfAbsent(labels_B.length, rows -> plan(rows, inputs_BO));
    plan.classes().set(labels_B);
    for (int index = 0; index < inputs_BO.size(); index++) {
      plan.graph().bind(SoftmaxHead.input(index), inputs_BO.get(index));
    }
    WorkTeam.withBlasOfOneThread(
        () -> {
          plan.graph().run();
          return plan;
        });
    updater.apply(1);
    FloatBuffer probabilities_BC = plan.probabilities().read();
    return new Step(ClassRows.loss(probabilities_BC, labels_B), probabilities_BC);
  }

  private Plan plan(int rows, List<INDArray> inputs_BO) {
    HeadSpec spec = parameters.spec();
    ClassRows classes = new ClassRows(rows, spec.classes());
    Map<String, INDArray> bindings = SoftmaxHead.variables(parameters);
    bindings.put(SoftmaxHead.LABELS, classes.labels());
    bindings.put(SoftmaxHead.INVERSE_ROWS, classes.inverseRows());
    List<GraphOutput> outputs = new ArrayList<>();
    for (int index = 0; index < inputs_BO.size(); index++) {
      bindings.put(SoftmaxHead.input(index), inputs_BO.get(index));
      outputs.add(GraphOutput.into(SoftmaxHead.kernelGradient(index), gradient.kernelRows(index)));
    }
    INDArray dbias_C = gradient.bias().orElseThrow();
    outputs.add(
        GraphOutput.into(
            SoftmaxHead.BIAS_GRADIENT, dbias_C.reshape('c', new long[] {1, spec.classes()})));
    outputs.add(GraphOutput.overwrite(SoftmaxHead.PROBABILITIES));
    CompiledGraph graph =
        CompiledGraph.compile(SoftmaxHead.build(spec, DataType.FLOAT), bindings, outputs);
    return new Plan(graph, classes);
  }

  @Override
  public void setRate(double factor) {
    updater.setRate(factor);
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
    plans.values().forEach(Plan::close);
    gradient.close();
  }
}
