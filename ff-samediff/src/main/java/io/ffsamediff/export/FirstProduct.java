package io.ffsamediff.export;

import io.ffsamediff.data.LabelEncoder;
import org.jspecify.annotations.Nullable;
import org.tribuo.util.onnx.ONNXRef;

/**
 * The first layer's product with the examples, to which a label adds its rows of the kernel: {@code
 * [x with label] W = x W + height W_lab}.
 *
 * @param product_NO product of the inputs, without a label
 * @param height_N1 normalised height of the label; null for a network without labels
 * @param labels_CO the kernel's row of each class; null for a network without labels
 */
record FirstProduct(
    ONNXRef<?> product_NO, @Nullable ONNXRef<?> height_N1, @Nullable ONNXRef<?> labels_CO) {

  /** Defines the nodes, from the graph's input on. */
  static FirstProduct define(OnnxGraph graph, TrainedModel model) {
    EncodedRows rows = EncodedRows.define(graph, model);
    LabelEncoder labels = model.saved().labels();
    ONNXRef<?> kernel_IO = LayerNodes.kernel(graph, model.layers().get(0));
    int from = labels.offset();
    // An overlay's label stands on inputs, which are zeros here.
    boolean behind = labels.hasInputs() && from > 0;
    ONNXRef<?> inputs_DO =
        behind ? graph.rows("inputKernel", kernel_IO, 0, model.inputs()) : kernel_IO;
    ONNXRef<?> labels_CO =
        labels.hasInputs()
            ? graph.rows("labelKernel", kernel_IO, from, from + labels.classes())
            : null;
    return new FirstProduct(
        graph.node("product", OnnxOperator.MAT_MUL, rows.inputs_ND(), inputs_DO),
        rows.height_N1(),
        labels_CO);
  }
}
