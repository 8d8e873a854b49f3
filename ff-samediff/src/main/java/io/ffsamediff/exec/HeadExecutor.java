package io.ffsamediff.exec;

import io.ffsamediff.config.OptimizerConfig;
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

/** Trains a softmax head on the activations of layers; owns its optimiser state. */
public final class HeadExecutor implements AutoCloseable {

  private final HeadParameters parameters;
  private final HeadParameters gradient;
  private final Optimizer updater;
  private final Map<Integer, Plan> plans = new HashMap<>();

  /**
   * What a step saw before its update.
   *
   * @param loss mean cross-entropy
   * @param probabilities_BC probability of each class for each row; valid until the next step
   */
  public record Step(double loss, FloatBuffer probabilities_BC) {}

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
  HeadExecutor(HeadParameters parameters, OptimizerConfig optimizer, WorkTeam team) {
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

  /**
   * One optimiser step.
   *
   * @param inputs_BO normalised activations, one array for each layer that the head reads
   * @param labels_B the true labels
   */
  public Step step(List<INDArray> inputs_BO, int[] labels_B) {
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
    return new Step(plan.classes().loss(probabilities_BC, labels_B), probabilities_BC);
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

  /** Sets the learning rate of the steps from now on, as {@link GraphExecutor#setRate}. */
  public void setRate(double factor) {
    updater.setRate(factor);
  }

  /** State of the optimiser, as {@link GraphExecutor#updaterState}. */
  public float[] updaterState() {
    return updater.state();
  }

  /** Optimiser steps done. */
  public int iteration() {
    return updater.iteration();
  }

  /**
   * Goes on from a saved state.
   *
   * @throws IllegalArgumentException if the state has another length than this head's
   */
  public void restore(float[] updaterState, int iteration) {
    updater.restore(updaterState, iteration);
  }

  @Override
  public void close() {
    plans.values().forEach(Plan::close);
    gradient.close();
  }
}
