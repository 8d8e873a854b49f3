package io.ffsamediff.exec;

import io.ffsamediff.data.Dropout;
import io.ffsamediff.data.HostFloats;
import io.ffsamediff.graph.BackpropNetwork;
import io.ffsamediff.graph.DenseParameters;
import io.ffsamediff.graph.HeadParameters;
import io.ffsamediff.graph.LayerParameters;
import io.ffsamediff.graph.LayerSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The graph of back-propagation, compiled for batches of one size. */
final class BackpropPlan implements AutoCloseable {

  private final List<LayerSpec> specs;
  private final Optional<Dropout> dropout;
  private final List<INDArray> masks_BO = new ArrayList<>();
  private final List<HostFloats> masks = new ArrayList<>();
  private final ClassRows classes;
  private final CompiledGraph graph;
  private final HostFloats probabilities_BC;

  /**
   * Compiles the graph.
   *
   * @param gradients each run overwrites them: those of the hidden layers, then the softmax layer's
   * @param dropout share of hidden activations that are dropped
   * @param x_BI images of the batch's size
   */
  BackpropPlan(
      List<LayerParameters> layers,
      HeadParameters softmax,
      List<DenseParameters> gradients,
      double dropout,
      int rows,
      INDArray x_BI) {
    this.specs = layers.stream().map(LayerParameters::spec).toList();
    this.dropout = dropout > 0 ? Optional.of(new Dropout(dropout)) : Optional.empty();
    this.classes = new ClassRows(rows, softmax.spec().classes());
    Map<String, INDArray> bindings = bindings(layers, softmax);
    bindings.put(BackpropNetwork.INPUT, x_BI);
    bindings.put(BackpropNetwork.LABELS, classes.labels());
    bindings.put(BackpropNetwork.INVERSE_ROWS, classes.inverseRows());
    if (dropout > 0) {
      bindMasks(rows, bindings);
    }
    this.graph =
        CompiledGraph.compile(
            BackpropNetwork.build(specs, softmax.spec(), dropout > 0, DataType.FLOAT),
            bindings,
            outputs(gradients));
    this.probabilities_BC = new HostFloats(graph.array(BackpropNetwork.PROBABILITIES));
  }

  /** The parameters of all parts by name. */
  static Map<String, INDArray> bindings(List<LayerParameters> layers, HeadParameters softmax) {
    List<DenseParameters> parts = new ArrayList<>(layers);
    parts.add(softmax);
    Map<String, INDArray> bindings = new HashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      int part = i;
      bindings.put(BackpropNetwork.kernel(part), parts.get(part).kernel());
      parts.get(part).bias().ifPresent(bias -> bindings.put(BackpropNetwork.bias(part), bias));
    }
    return bindings;
  }

  private void bindMasks(int rows, Map<String, INDArray> bindings) {
    for (int part = 0; part < specs.size(); part++) {
      long[] shape = {rows, specs.get(part).units()};
      INDArray mask_BO = Nd4j.create(DataType.FLOAT, shape, 'c');
      masks_BO.add(mask_BO);
      masks.add(new HostFloats(mask_BO));
      bindings.put(BackpropNetwork.mask(part), mask_BO);
    }
  }

  private static List<GraphOutput> outputs(List<DenseParameters> gradients) {
    List<GraphOutput> outputs = new ArrayList<>();
    for (int i = 0; i < gradients.size(); i++) {
      int part = i;
      DenseParameters gradient = gradients.get(part);
      outputs.add(GraphOutput.into(BackpropNetwork.kernelGradient(part), gradient.kernel()));
      gradient
          .bias()
          .map(bias -> bias.reshape('c', new long[] {1, bias.length()}))
          .ifPresent(b -> outputs.add(GraphOutput.into(BackpropNetwork.biasGradient(part), b)));
    }
    outputs.add(GraphOutput.overwrite(BackpropNetwork.PROBABILITIES));
    return outputs;
  }

  /** Overwrites the gradients; returns the loss. */
  double run(INDArray x_BI, int[] labels_B, IntToLongFunction seeds) {
    graph.bind(BackpropNetwork.INPUT, x_BI);
    classes.set(labels_B);
    dropout.ifPresent(d -> drawMasks(d, seeds));
    graph.run();
    return ClassRows.loss(probabilities_BC.read(), labels_B);
  }

  private void drawMasks(Dropout drawn, IntToLongFunction seeds) {
    for (int part = 0; part < masks.size(); part++) {
      drawn.mask(masks.get(part).write(), specs.get(part).units(), seeds.applyAsLong(part));
    }
  }

  @Override
  public void close() {
    graph.close();
    classes.close();
    masks_BO.forEach(INDArray::close);
  }
}
