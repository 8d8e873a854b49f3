package io.ffsamediff.export;

import static org.tribuo.util.onnx.ONNXOperators.DIV;
import static org.tribuo.util.onnx.ONNXOperators.SUB;

import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.data.LabelEncoder;
import io.ffsamediff.graph.HeadSpec;
import io.ffsamediff.graph.TrainedHead;
import io.ffsamediff.graph.TrainedLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.tribuo.util.onnx.ONNXRef;

/**
 * The head predictor in nodes: one pass with the neutral label, where examples have labels, to the
 * logits of the softmax classifier.
 */
final class HeadLogits {

  private final OnnxGraph graph;
  private final TrainedModel model;
  private final TrainedHead head;
  private final FirstProduct first;

  private HeadLogits(OnnxGraph graph, TrainedModel model, TrainedHead head, FirstProduct first) {
    this.graph = graph;
    this.model = model;
    this.head = head;
    this.first = first;
  }

  /** Defines the nodes; returns {@code l_NC}. */
  static ONNXRef<?> define(
      OnnxGraph graph, TrainedModel model, TrainedHead head, FirstProduct first) {
    return new HeadLogits(graph, model, head, first).define();
  }

  private ONNXRef<?> define() {
    HeadSpec spec = head.spec();
    int last = spec.layers().get(spec.layers().size() - 1);
    List<ONNXRef<?>> read = new ArrayList<>();
    LayerNodes below = null;
    for (TrainedLayer layer : model.layers().subList(0, last)) {
      below = below == null ? first(layer) : LayerNodes.of(graph, layer, below.normalised());
      if (spec.layers().contains(layer.spec().number())) {
        read.add(below.normalised());
      }
    }
    ONNXRef<?> all_NI = read.size() == 1 ? read.get(0) : graph.concat("head/inputs", read);
    ONNXRef<?> kernel_IC =
        graph.constant("head/kernel", head.kernel_IC(), spec.inputs(), spec.classes());
    ONNXRef<?> bias_C = graph.constant("head/bias", head.bias_C(), spec.classes());
    ONNXRef<?> product_NC = graph.node("head/product", OnnxOperator.MAT_MUL, all_NI, kernel_IC);
    return graph.add("head/logits", product_NC, bias_C);
  }

  private LayerNodes first(TrainedLayer layer) {
    ONNXRef<?> height_N1 = first.height_N1();
    ONNXRef<?> product_NO = height_N1 == null ? first.product_NO() : withNeutralLabel(height_N1);
    return LayerNodes.ofProduct(graph, layer, product_NO);
  }

  /** The formulas of {@link io.ffsamediff.data.RowEncoder#neutralScale}. */
  private ONNXRef<?> withNeutralLabel(ONNXRef<?> height_N1) {
    ONNXRef<?> labels_1O =
        graph.sumOfRows("labelKernelSum", Objects.requireNonNull(first.labels_CO()));
    ONNXRef<?> share_N1 =
        graph.multiply("neutralShare", height_N1, graph.scalar("inverseClasses", 1.0 / classes()));
    ONNXRef<?> label_NO = graph.multiply("neutralLabel", share_N1, labels_1O);
    ONNXRef<?> labelled_NO = graph.add("neutral", first.product_NO(), label_NO);
    InputNormalization kind = model.config().network().inputNormalization();
    return kind == InputNormalization.NONE
        ? labelled_NO
        : graph.multiply("lengthened", labelled_NO, neutralScale(kind, height_N1));
  }

  private ONNXRef<?> neutralScale(InputNormalization kind, ONNXRef<?> height_N1) {
    LabelEncoder labels = model.saved().labels();
    double length = kind == InputNormalization.RMS ? labels.inputs() : 1;
    ONNXRef<?> square_N1 = graph.multiply("heightSquare", height_N1, height_N1);
    ONNXRef<?> lost_N1 =
        graph.multiply("lost", square_N1, graph.scalar("lostShare", 1 - 1.0 / classes()));
    ONNXRef<?> whole = graph.scalar("squaredLength", length);
    ONNXRef<?> left_N1 = graph.node("left", SUB, whole, lost_N1);
    return graph.node("neutralScale", OnnxOperator.SQRT, graph.node("ratio", DIV, whole, left_N1));
  }

  private int classes() {
    return model.description().classes();
  }
}
