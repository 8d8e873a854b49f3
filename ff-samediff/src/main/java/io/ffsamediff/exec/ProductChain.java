package io.ffsamediff.exec;

import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;

/**
 * One of the two matrix products of a layer, called without ND4J's own checks and objects at each
 * call.
 *
 * @param spec the layer
 * @param gradient false for {@code x W}, true for {@code x' dz}
 * @param bf16 what bfloat16 products share; none for products of float32
 */
record ProductChain(LayerSpec spec, boolean gradient, Optional<Bf16Layer> bf16)
    implements FusedChain {

  @Override
  public List<String> inputs() {
    return List.of(
        LayerGraph.INPUT, gradient ? LayerGraph.PRE_ACTIVATION_GRADIENT : LayerGraph.KERNEL);
  }

  @Override
  public List<String> outputs() {
    return List.of(gradient ? LayerGraph.KERNEL_GRADIENT : LayerGraph.PRODUCT);
  }

  @Override
  public PlannedOp prepare(Set<String> accumulated) {
    boolean accumulate = !accumulated.isEmpty();
    if (bf16.isEmpty()) {
      return new FloatProduct(gradient, accumulate);
    }
    return gradient
        ? new Bf16GradientProduct(bf16.get(), accumulate)
        : new Bf16ForwardProduct(bf16.get());
  }

  @Override
  public LongShapeDescriptor shape(String output, Map<String, INDArray> inputs) {
    long rows =
        gradient ? spec.inputs() : Objects.requireNonNull(inputs.get(LayerGraph.INPUT)).size(0);
    return LongShapeDescriptor.fromShape(new long[] {rows, spec.units()}, DataType.FLOAT);
  }

  @Override
  public boolean canReplace(String input, String output) {
    return false;
  }
}
