package io.ffsamediff.export;

import ai.onnx.proto.OnnxMl.GraphProto;
import io.ffsamediff.config.EvaluationConfig.LayerSelection;
import io.ffsamediff.graph.TrainedLayer;
import java.util.Objects;
import org.tribuo.util.onnx.ONNXRef;

/**
 * The goodness predictor as an ONNX graph: every label is tried on every example, in a dimension C
 * of their own, so that {@code [x with label] W = x W + height W_lab}. The product of the examples
 * with the first kernel is computed once for all labels.
 */
final class LabelScores {

  /** Output {@code s_NC}: the goodness of each label, added up over layers. */
  static final String SCORES = "scores";

  private final OnnxGraph graph = new OnnxGraph();
  private final TrainedModel model;
  private final LayerSelection selection;

  private LabelScores(TrainedModel model) {
    this.model = model;
    this.selection = model.config().evaluation().layers();
  }

  /** The graph of a network with labels. */
  static GraphProto graph(TrainedModel model) {
    return new LabelScores(model).define();
  }

  private GraphProto define() {
    LayerNodes below = null;
    ONNXRef<?> sum_NC1 = null;
    for (TrainedLayer layer : model.layers().subList(0, lastSelected())) {
      below = below == null ? first() : LayerNodes.of(graph, layer, below.normalised());
      if (selection.contains(layer.spec().number())) {
        ONNXRef<?> goodness_NC1 = below.goodness();
        sum_NC1 = sum_NC1 == null ? goodness_NC1 : graph.add("goodness", sum_NC1, goodness_NC1);
      }
    }
    ONNXRef<?> scores_NC = graph.squeezeLast("sum", Objects.requireNonNull(sum_NC1));
    return graph.end(model.config().name(), SCORES, scores_NC, model.description().classes());
  }

  /** Number of the last layer that counts; those above are left out. */
  private int lastSelected() {
    int last = model.layers().size();
    while (!selection.contains(last)) {
      last--;
    }
    return last;
  }

  private LayerNodes first() {
    EncodedRows rows = EncodedRows.define(graph, model);
    FirstKernel kernel = FirstKernel.define(graph, model);
    ONNXRef<?> product_NO =
        graph.node("product", OnnxOperator.MAT_MUL, rows.inputs_ND(), kernel.inputs_DO());
    ONNXRef<?> height_N11 =
        graph.unsqueeze("labelHeights", Objects.requireNonNull(rows.height_N1()), 2);
    ONNXRef<?> labels_NCO =
        graph.multiply("labels", height_N11, Objects.requireNonNull(kernel.labels_CO()));
    ONNXRef<?> labelled_NCO =
        graph.add("labelled", graph.unsqueeze("unlabelled", product_NO, 1), labels_NCO);
    return LayerNodes.ofProduct(graph, model.layers().get(0), labelled_NCO);
  }
}
