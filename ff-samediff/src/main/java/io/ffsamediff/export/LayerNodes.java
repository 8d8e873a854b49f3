package io.ffsamediff.export;

import static org.tribuo.util.onnx.ONNXOperators.DIV;

import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.graph.LayerSpec;
import io.ffsamediff.graph.TrainedLayer;
import org.jspecify.annotations.Nullable;
import org.tribuo.util.onnx.ONNXRef;

/**
 * A layer in nodes, with the formulas of {@code FFDense}. Its rows may have any dimensions before
 * the last, and only what is asked for becomes nodes.
 */
final class LayerNodes {

  private final OnnxGraph graph;
  private final LayerSpec spec;
  private final ONNXRef<?> activations;
  private @Nullable ONNXRef<?> squares;
  private @Nullable ONNXRef<?> normalised;

  private LayerNodes(OnnxGraph graph, LayerSpec spec, ONNXRef<?> activations) {
    this.graph = graph;
    this.spec = spec;
    this.activations = activations;
  }

  /** A layer, from its input {@code x} on. */
  static LayerNodes of(OnnxGraph graph, TrainedLayer layer, ONNXRef<?> x) {
    return ofProduct(
        graph,
        layer,
        graph.node(name(layer.spec(), "product"), OnnxOperator.MAT_MUL, x, kernel(graph, layer)));
  }

  /** A layer, from its product {@code x W} on. */
  static LayerNodes ofProduct(OnnxGraph graph, TrainedLayer layer, ONNXRef<?> product) {
    LayerSpec spec = layer.spec();
    ONNXRef<?> z = product;
    if (layer.bias_O().length > 0) {
      ONNXRef<?> bias_O = graph.constant(name(spec, "bias"), layer.bias_O(), spec.units());
      z = graph.add(name(spec, "preActivations"), product, bias_O);
    }
    return new LayerNodes(graph, spec, graph.node(name(spec, "activations"), OnnxOperator.RELU, z));
  }

  /** {@code W_IO} of a layer. */
  static ONNXRef<?> kernel(OnnxGraph graph, TrainedLayer layer) {
    LayerSpec spec = layer.spec();
    return graph.constant(name(spec, "kernel"), layer.kernel_IO(), spec.inputs(), spec.units());
  }

  private static String name(LayerSpec spec, String what) {
    return "layer%d/%s".formatted(spec.number(), what);
  }

  private ONNXRef<?> squares() {
    if (squares == null) {
      squares = graph.sumOfSquares(name(spec, "squares"), activations);
    }
    return squares;
  }

  /** Goodness of each row; the last dimension is of size 1. */
  ONNXRef<?> goodness() {
    ONNXRef<?> scale = graph.scalar(name(spec, "goodnessScale"), spec.goodnessScale());
    return graph.multiply(name(spec, "goodness"), squares(), scale);
  }

  /** The activations as the next layer and the head see them. */
  ONNXRef<?> normalised() {
    if (spec.normalization() == InputNormalization.NONE) {
      return activations;
    }
    if (normalised == null) {
      ONNXRef<?> length =
          length(graph, spec.normalization(), name(spec, "length"), squares(), spec.units());
      normalised = graph.node(name(spec, "normalized"), DIV, activations, length);
    }
    return normalised;
  }

  /**
   * What rows are divided by.
   *
   * @param kind not {@code NONE}
   * @param squares sum of squares of each row
   * @param width elements of a row
   */
  static ONNXRef<?> length(
      OnnxGraph graph, InputNormalization kind, String name, ONNXRef<?> squares, int width) {
    ONNXRef<?> meanOrSum =
        kind == InputNormalization.RMS
            ? graph.multiply(
                name + "/meanSquare", squares, graph.scalar(name + "/inverseWidth", 1.0 / width))
            : squares;
    return graph.add(
        name,
        graph.node(name + "/root", OnnxOperator.SQRT, meanOrSum),
        graph.scalar(name + "/epsilon", kind.epsilon()));
  }
}
