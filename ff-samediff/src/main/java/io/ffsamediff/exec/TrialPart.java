package io.ffsamediff.exec;

import io.ffsamediff.data.HostArrays;
import io.ffsamediff.data.HostFloats;
import io.ffsamediff.data.ImageBlock;
import io.ffsamediff.graph.FFDense;
import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerParameters;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The label trial of one thread, a block of images at a time. All labels share the product of the
 * images with the first kernel; each adds its own row of the kernel.
 */
final class TrialPart implements AutoCloseable {

  private final LayerParameters first;
  private final ImageBlock images;
  private final int labelOffset;
  private final INDArray product_BO;
  private final CompiledGraph product;
  private final List<INDArray> labelKernels_1O = new ArrayList<>();
  private final List<CompiledGraph> layers = new ArrayList<>();
  private final List<HostFloats> goodness_B = new ArrayList<>();

  /**
   * Prepares the plans.
   *
   * @param parameters parameters of all layers, read at each run
   * @param images room for a block of images; closed with this
   * @param labelOffset first input that belongs to a label
   */
  TrialPart(List<LayerParameters> parameters, ImageBlock images, int labelOffset) {
    this.first = parameters.get(0);
    this.images = images;
    this.labelOffset = labelOffset;
    INDArray x_BI = images.inputs();
    this.product_BO =
        Nd4j.create(DataType.FLOAT, new long[] {x_BI.rows(), first.spec().units()}, 'c');
    this.product =
        CompiledGraph.compile(
            FFDense.buildForward(first.spec(), DataType.FLOAT).sameDiff(),
            Map.of(LayerGraph.INPUT, x_BI, LayerGraph.KERNEL, first.kernel()),
            List.of(GraphOutput.into(LayerGraph.PRODUCT, product_BO)),
            HostKernels.of(first.spec()).forward());
    for (LayerParameters layer : parameters) {
      boolean last = layer == parameters.get(parameters.size() - 1);
      layers.add(layers.isEmpty() ? firstLayer(last) : hiddenLayer(layer, last));
    }
    layers.forEach(l -> goodness_B.add(new HostFloats(l.array(LayerGraph.GOODNESS))));
  }

  private CompiledGraph firstLayer(boolean last) {
    Map<String, INDArray> bindings = bias(first);
    bindings.put(LayerGraph.PRODUCT, product_BO);
    bindings.put(LayerGraph.LABELS, images.labelHeights());
    bindings.put(LayerGraph.LABEL_KERNEL, labelKernel(0));
    LayerGraph graph = FFDense.buildLabelTrial(first.spec(), DataType.FLOAT);
    return CompiledGraph.compile(
        graph.sameDiff(), bindings, outputs(last), HostKernels.of(first.spec()).labelTrial());
  }

  private CompiledGraph hiddenLayer(LayerParameters layer, boolean last) {
    CompiledGraph below = layers.get(layers.size() - 1);
    Map<String, INDArray> bindings = bias(layer);
    bindings.put(LayerGraph.KERNEL, layer.kernel());
    bindings.put(LayerGraph.INPUT, below.array(LayerGraph.NORMALIZED));
    LayerGraph graph = FFDense.buildForward(layer.spec(), DataType.FLOAT);
    return CompiledGraph.compile(
        graph.sameDiff(), bindings, outputs(last), HostKernels.of(layer.spec()).forward());
  }

  private static Map<String, INDArray> bias(LayerParameters layer) {
    Map<String, INDArray> bindings = new HashMap<>();
    layer.bias().ifPresent(bias -> bindings.put(LayerGraph.BIAS, bias));
    return bindings;
  }

  private static List<GraphOutput> outputs(boolean last) {
    GraphOutput goodness = GraphOutput.overwrite(LayerGraph.GOODNESS);
    return last
        ? List.of(goodness)
        : List.of(goodness, GraphOutput.overwrite(LayerGraph.NORMALIZED));
  }

  private INDArray labelKernel(int label) {
    while (labelKernels_1O.size() <= label) {
      int row = labelOffset + labelKernels_1O.size();
      labelKernels_1O.add(HostArrays.rows(first.kernel(), row, row + 1));
    }
    return labelKernels_1O.get(label);
  }

  /**
   * Tries all labels on the images from {@code from} on, as many as the block holds.
   *
   * @param filler has the images
   * @param goodness_NC receives the goodness, an array a layer
   */
  void run(HostLabelTrial.Filler filler, int from, int classes, List<float[]> goodness_NC) {
    int count = filler.fill(images, from);
    product.run();
    for (int label = 0; label < classes; label++) {
      layers.get(0).bind(LayerGraph.LABEL_KERNEL, labelKernel(label));
      for (int layer = 0; layer < layers.size(); layer++) {
        layers.get(layer).run();
        FloatBuffer goodness = goodness_B.get(layer).read();
        for (int image = 0; image < count; image++) {
          goodness_NC.get(layer)[(from + image) * classes + label] = goodness.get(image);
        }
      }
    }
  }

  @Override
  public void close() {
    layers.forEach(CompiledGraph::close);
    product.close();
    product_BO.close();
    images.close();
  }
}
