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
 * From the product {@code x W} to the gradient by pre-activations, all sums over rows and, where
 * they are wanted, the next layer's inputs.
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
    if (spec.normalizesPeers()) {
      inputs.add(LayerGraph.PEER_PULL);
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
      outputs.add(LayerGraph.NORMALIZED_POSITIVE);
      outputs.add(LayerGraph.NORMALIZED_NEGATIVE);
    } else {
      outputs.add(LayerGraph.NORMALIZED);
    }
    if (spec.normalizesPeers()) {
      outputs.add(LayerGraph.ACTIVITY_SUM);
    }
    return outputs;
  }

  @Override
  public PlannedOp prepare(Set<String> accumulated) {
    if (pairs) {
      return new PairTrainingKernel(this, accumulated);
    }
    return spec.comparesPairs()
        ? new TwinTrainingKernel(this, accumulated)
        : new RowTrainingKernel(this, accumulated);
  }

  @Override
  public LongShapeDescriptor shape(String output, Map<String, INDArray> inputs) {
    long[] shape =
        switch (output) {
          case LayerGraph.PRE_ACTIVATION_GRADIENT,
              LayerGraph.NORMALIZED,
              LayerGraph.NORMALIZED_POSITIVE,
              LayerGraph.NORMALIZED_NEGATIVE ->
              shapeOf(inputs, LayerGraph.PRODUCT);
          case LayerGraph.LABEL_KERNEL_GRADIENT -> shapeOf(inputs, LayerGraph.LABEL_KERNEL);
          case LayerGraph.BIAS_GRADIENT, LayerGraph.ACTIVITY_SUM -> new long[] {1, spec.units()};
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
