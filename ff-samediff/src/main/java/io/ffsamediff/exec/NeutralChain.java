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
 * From the product {@code x W} of images to the next layer's input with the neutral label.
 *
 * @param spec the layer
 */
record NeutralChain(LayerSpec spec) implements FusedChain {

  @Override
  public List<String> inputs() {
    List<String> inputs = new ArrayList<>();
    inputs.add(LayerGraph.PRODUCT);
    inputs.add(LayerGraph.IMAGE_SCALES);
    inputs.add(LayerGraph.NEUTRAL_HEIGHTS);
    inputs.add(LayerGraph.LABEL_KERNEL);
    if (spec.config().useBias()) {
      inputs.add(LayerGraph.BIAS);
    }
    return inputs;
  }

  @Override
  public List<String> outputs() {
    return List.of(LayerGraph.NORMALIZED);
  }

  @Override
  public PlannedOp prepare(Set<String> accumulated) {
    return new NeutralKernel(this);
  }

  @Override
  public LongShapeDescriptor shape(String output, Map<String, INDArray> inputs) {
    long rows = Objects.requireNonNull(inputs.get(LayerGraph.PRODUCT)).size(0);
    return LongShapeDescriptor.fromShape(new long[] {rows, spec.units()}, DataType.FLOAT);
  }

  @Override
  public boolean canReplace(String input, String output) {
    return input.equals(LayerGraph.PRODUCT);
  }
}
