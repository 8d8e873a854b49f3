package io.ffsamediff.export;

import io.ffsamediff.data.LabelEncoder;
import io.ffsamediff.graph.TrainedLayer;
import org.jspecify.annotations.Nullable;
import org.tribuo.util.onnx.ONNXRef;

/**
 * The first layer's kernel, whose rows belong to inputs and labels.
 *
 * @param inputs_DO a row for each input; those that a label replaces meet zeros
 * @param labels_CO a row for each class; null for a network without labels
 */
record FirstKernel(ONNXRef<?> inputs_DO, @Nullable ONNXRef<?> labels_CO) {

  /** Defines the kernel, and its parts where they are not the whole of it. */
  static FirstKernel define(OnnxGraph graph, TrainedModel model) {
    TrainedLayer first = model.layers().get(0);
    LabelEncoder labels = model.saved().labels();
    ONNXRef<?> kernel_IO = LayerNodes.kernel(graph, first);
    if (!labels.hasInputs()) {
      return new FirstKernel(kernel_IO, null);
    }
    int from = labels.offset();
    ONNXRef<?> inputs_DO =
        from == 0 ? kernel_IO : graph.rows("inputKernel", kernel_IO, 0, model.inputs());
    return new FirstKernel(
        inputs_DO, graph.rows("labelKernel", kernel_IO, from, from + labels.classes()));
  }
}
