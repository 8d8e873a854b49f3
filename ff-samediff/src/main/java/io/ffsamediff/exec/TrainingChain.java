package io.ffsamediff.exec;

import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;

/**
 * From the product {@code x W} to the gradient by pre-activations and all sums over rows.
 *
 * @param spec the layer
 * @param pairs whether rows are images with the labels of a positive and a negative beside them
 */
record TrainingChain(LayerSpec spec, boolean pairs) implements FusedChain {

  @Override
  public List<String> inputs() {
    List<String> inputs = new ArrayList<>();
    inputs.add(LayerGraph.PRODUCT);
    inputs.add(LayerGraph.INVERSE_ROWS);
    if (spec.config().useBias()) {
      inputs.add(LayerGraph.BIAS);
    }
    if (pairs) {
      inputs.add(LayerGraph.POSITIVE_LABELS);
      inputs.add(LayerGraph.NEGATIVE_LABELS);
      inputs.add(LayerGraph.LABEL_KERNEL);
    } else {
      inputs.add(LayerGraph.POLARITY);
    }
    return inputs;
  }

  @Override
  public List<String> outputs() {
    List<String> outputs = new ArrayList<>();
    outputs.add(LayerGraph.PRE_ACTIVATION_GRADIENT);
    outputs.add(LayerGraph.LOSS_SUM);
    outputs.add(LayerGraph.GOODNESS_SUM);
    outputs.add(LayerGraph.GOODNESS_CONTRAST);
    if (spec.config().useBias()) {
      outputs.add(LayerGraph.BIAS_GRADIENT);
    }
    if (pairs) {
      outputs.add(LayerGraph.LABEL_KERNEL_GRADIENT);
    }
    return outputs;
  }

  @Override
  public PlannedOp prepare(Set<String> accumulated) {
    return pairs
        ? new PairTrainingKernel(this, accumulated)
        : new RowTrainingKernel(this, accumulated);
  }

  @Override
  public LongShapeDescriptor shape(String output, Map<String, INDArray> inputs) {
    long[] shape =
        switch (output) {
          case LayerGraph.PRE_ACTIVATION_GRADIENT -> shapeOf(inputs, LayerGraph.PRODUCT);
          case LayerGraph.LABEL_KERNEL_GRADIENT -> shapeOf(inputs, LayerGraph.LABEL_KERNEL);
          case LayerGraph.BIAS_GRADIENT -> new long[] {1, spec.units()};
          default -> new long[0];
        };
    return LongShapeDescriptor.fromShape(shape, DataType.FLOAT);
  }

  private static long[] shapeOf(Map<String, INDArray> inputs, String name) {
    return Objects.requireNonNull(inputs.get(name)).shape();
  }

  @Override
  public boolean canReplace(String input, String output) {
    return input.equals(LayerGraph.PRODUCT) && output.equals(LayerGraph.PRE_ACTIVATION_GRADIENT);
  }
}
