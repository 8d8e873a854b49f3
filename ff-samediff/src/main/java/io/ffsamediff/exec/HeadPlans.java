package io.ffsamediff.exec;

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

/** A head's graph, compiled for batches of each size that comes, and its gradient. */
final class HeadPlans implements AutoCloseable {

  private final HeadParameters parameters;
  private final HeadParameters gradient;
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

  /** For {@code parameters}, read at each run; closed by their owner. */
  HeadPlans(HeadParameters parameters) {
    this.parameters = parameters;
    this.gradient = new HeadParameters(parameters.spec());
  }

  /** The gradient of the last run. */
  HeadParameters gradient() {
    return gradient;
  }

  /**
   * Computes the gradient.
   *
   * @param inputs normalised activations whose positives are read, for each layer that the head
   *     reads
   * @param labels_B the true labels
   * @param allRows rows of the batch of which these are a share, or all
   * @return probability of each class for each row; valid until the next run
   */
  FloatBuffer run(List<HiddenRows> inputs, int[] labels_B, long allRows) {
    List<INDArray> inputs_BO = inputs.stream().map(HiddenRows::positives).toList();
    Plan plan = plans.computeIfAbsent(labels_B.length, rows -> plan(rows, inputs_BO));
    plan.classes().set(labels_B);
    plan.classes().setAllRows(allRows);
    for (int index = 0; index < inputs_BO.size(); index++) {
      plan.graph().bind(SoftmaxHead.input(index), inputs_BO.get(index));
    }
    WorkTeam.withBlasOfOneThread(
        () -> {
          plan.graph().run();
          return plan;
        });
    return plan.probabilities().read();
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
  public void close() {
    plans.values().forEach(Plan::close);
    gradient.close();
  }
}
