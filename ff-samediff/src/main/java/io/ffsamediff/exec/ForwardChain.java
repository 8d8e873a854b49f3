package io.ffsamediff.exec;

import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;

/**
 * From the product {@code x W} to goodness and hand-over.
 *
 * @param spec the layer
 * @param labels variable with the label inputs of each row, where rows come without their labels
 * @param goodness variable with the goodness
 * @param normalized variable with the next layer's input
 */
record ForwardChain(LayerSpec spec, @Nullable String labels, String goodness, String normalized)
    implements FusedChain {

  /** Of rows that carry their labels. */
  static ForwardChain of(LayerSpec spec) {
    return new ForwardChain(spec, null, LayerGraph.GOODNESS, LayerGraph.NORMALIZED);
  }

  /** Of rows whose labels are tried. */
  static ForwardChain ofLabelTrial(LayerSpec spec) {
    return new ForwardChain(spec, LayerGraph.LABELS, LayerGraph.GOODNESS, LayerGraph.NORMALIZED);
  }

  /** Of the positives of pairs. */
  static ForwardChain ofPositives(LayerSpec spec) {
    return new ForwardChain(
        spec,
        LayerGraph.POSITIVE_LABELS,
        LayerGraph.GOODNESS_POSITIVE,
        LayerGraph.NORMALIZED_POSITIVE);
  }

  /** Of the negatives of pairs. */
  static ForwardChain ofNegatives(LayerSpec spec) {
    return new ForwardChain(
        spec,
        LayerGraph.NEGATIVE_LABELS,
        LayerGraph.GOODNESS_NEGATIVE,
        LayerGraph.NORMALIZED_NEGATIVE);
  }

  @Override
  public List<String> inputs() {
    List<String> inputs = new ArrayList<>();
    inputs.add(LayerGraph.PRODUCT);
    if (spec.config().useBias()) {
      inputs.add(LayerGraph.BIAS);
    }
    if (labels != null) {
      inputs.add(labels);
      inputs.add(LayerGraph.LABEL_KERNEL);
    }
    return inputs;
  }

  @Override
  public List<String> outputs() {
    return List.of(goodness, normalized);
  }

  @Override
  public PlannedOp prepare(Set<String> accumulated) {
    return new ForwardKernel(this);
  }

  @Override
  public LongShapeDescriptor shape(String output, Map<String, INDArray> inputs) {
    long rows = Objects.requireNonNull(inputs.get(LayerGraph.PRODUCT)).size(0);
    return LongShapeDescriptor.fromShape(
        new long[] {rows, output.equals(goodness) ? 1 : spec.units()}, DataType.FLOAT);
  }

  @Override
  public boolean canReplace(String input, String output) {
    return input.equals(LayerGraph.PRODUCT) && output.equals(normalized);
  }
}
