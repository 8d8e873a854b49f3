package io.ffsamediff.export;

import io.ffsamediff.config.EvaluationConfig.LayerSelection;
import io.ffsamediff.graph.TrainedLayer;
import java.util.Objects;
import org.tribuo.util.onnx.ONNXRef;

/**
 * The goodness predictor in nodes: every label is tried on every example, in a dimension C of their
 * own, behind the product that all labels share.
 */
final class LabelScores {

  private final OnnxGraph graph;
  private final TrainedModel model;
  private final FirstProduct first;
  private final LayerSelection selection;

  private LabelScores(OnnxGraph graph, TrainedModel model, FirstProduct first) {
    this.graph = graph;
    this.model = model;
    this.first = first;
    this.selection = model.config().evaluation().layers();
  }

  /**
   * Defines the nodes.
   *
   * @param first of a network with labels
   * @return {@code s_NC}
   */
  static ONNXRef<?> define(OnnxGraph graph, TrainedModel model, FirstProduct first) {
    return new LabelScores(graph, model, first).define();
  }

  private ONNXRef<?> define() {
    LayerNodes below = null;
    ONNXRef<?> sum_NC1 = null;
    for (TrainedLayer layer : model.layers().subList(0, lastSelected())) {
      below = below == null ? first(layer) : LayerNodes.of(graph, layer, below.normalised());
      if (selection.contains(layer.spec().number())) {
        ONNXRef<?> goodness_NC1 = below.goodness();
        sum_NC1 = sum_NC1 == null ? goodness_NC1 : graph.add("goodness", sum_NC1, goodness_NC1);
      }
    }
    return graph.squeezeLast("sum", Objects.requireNonNull(sum_NC1));
  }

  /** Number of the last layer that counts; those above are left out. */
  private int lastSelected() {
    int last = model.layers().size();
    while (!selection.contains(last)) {
      last--;
    }
    return last;
  }

  private LayerNodes first(TrainedLayer layer) {
    ONNXRef<?> height_N11 =
        graph.unsqueeze("labelHeights", Objects.requireNonNull(first.height_N1()), 2);
    ONNXRef<?> labels_NCO =
        graph.multiply("labels", height_N11, Objects.requireNonNull(first.labels_CO()));
    ONNXRef<?> product_N1O = graph.unsqueeze("unlabelled", first.product_NO(), 1);
    return LayerNodes.ofProduct(graph, layer, graph.add("labelled", product_N1O, labels_NCO));
  }
}
