package io.ffsamediff.exec;

import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.HostArrays;
import io.ffsamediff.data.HostFloats;
import io.ffsamediff.data.ImageBlock;
import io.ffsamediff.graph.FFDense;
import io.ffsamediff.graph.HeadParameters;
import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerParameters;
import io.ffsamediff.graph.SoftmaxHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The head's trial of one thread, a block of images at a time. */
final class HeadPart implements AutoCloseable {

  private final ImageBlock images;
  private final List<CompiledGraph> plans = new ArrayList<>();
  private final HostFloats logits_BC;
  private final int classes;

  /**
   * Prepares the plans.
   *
   * @param layers parameters of all layers, read at each run
   * @param head parameters of the head, read at each run
   * @param images room for a block of images; closed with this
   * @param labelOffset first input that belongs to a label; behind the inputs without labels
   */
  HeadPart(List<LayerParameters> layers, HeadParameters head, ImageBlock images, int labelOffset) {
    this.images = images;
    this.classes = head.spec().classes();
    LayerParameters first = layers.get(0);
    boolean labelled = labelOffset + classes <= first.spec().inputs();
    plans.add(labelled ? first(first, labelOffset) : hidden(first, images.inputs()));
    for (LayerParameters layer : layers.subList(1, layers.size())) {
      plans.add(hidden(layer, output(plans.size() - 1)));
    }
    Map<String, INDArray> bindings = SoftmaxHead.variables(head);
    for (int index = 0; index < head.spec().layers().size(); index++) {
      bindings.put(SoftmaxHead.input(index), output(head.spec().layers().get(index) - 1));
    }
    CompiledGraph logits =
        CompiledGraph.compile(
            SoftmaxHead.build(head.spec(), DataType.FLOAT),
            bindings,
            List.of(GraphOutput.overwrite(SoftmaxHead.LOGITS)));
    plans.add(logits);
    this.logits_BC = new HostFloats(logits.array(SoftmaxHead.LOGITS));
  }

  private CompiledGraph first(LayerParameters layer, int labelOffset) {
    Map<String, INDArray> bindings = RowPlans.bindings(layer);
    int end = labelOffset + classes;
    bindings.put(LayerGraph.INPUT, images.inputs());
    bindings.put(LayerGraph.IMAGE_SCALES, images.neutralScales());
    bindings.put(LayerGraph.NEUTRAL_HEIGHTS, images.neutralHeights());
    bindings.put(LayerGraph.LABEL_KERNEL, HostArrays.rows(layer.kernel(), labelOffset, end));
    return CompiledGraph.compile(
        FFDense.buildNeutral(layer.spec(), DataType.FLOAT).sameDiff(),
        bindings,
        List.of(GraphOutput.overwrite(LayerGraph.NORMALIZED)),
        HostKernels.of(layer.spec()).neutral());
  }

  private static CompiledGraph hidden(LayerParameters layer, INDArray x_BI) {
    Map<String, INDArray> bindings = RowPlans.bindings(layer);
    bindings.put(LayerGraph.INPUT, x_BI);
    return CompiledGraph.compile(
        FFDense.buildForward(layer.spec(), DataType.FLOAT).sameDiff(),
        bindings,
        List.of(GraphOutput.overwrite(LayerGraph.NORMALIZED)),
        HostKernels.of(layer.spec()).forward());
  }

  private INDArray output(int layer) {
    return plans.get(layer).array(LayerGraph.NORMALIZED);
  }

  /**
   * Judges the images from {@code from} on, as many as the block holds.
   *
   * @param logits_NC receives the logits
   */
  void run(Dataset data, int from, float[] logits_NC) {
    int count = images.fill(data, from);
    for (CompiledGraph plan : plans) {
      plan.run();
    }
    logits_BC.read().get(0, logits_NC, from * classes, count * classes);
  }

  @Override
  public void close() {
    plans.forEach(CompiledGraph::close);
    images.close();
  }
}
