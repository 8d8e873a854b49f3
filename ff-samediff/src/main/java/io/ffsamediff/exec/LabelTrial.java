package io.ffsamediff.exec;

import io.ffsamediff.data.ImageBlock;
import io.ffsamediff.graph.FFDense;
import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerParameters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.Mmul;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The goodness of every layer for a block of images with one label after the other. The labels
 * share the product of the images with the first kernel; each adds its own row of the kernel.
 */
public final class LabelTrial implements AutoCloseable {

  private final LayerParameters first;
  private final int labelOffset;
  private final RowTeam team = new RowTeam(Nd4j.factory().blas().getMaxThreads());
  private final INDArray imageProduct_BO;
  private final PreparedOp imageProduct;
  private final List<INDArray> labelKernels_1O = new ArrayList<>();
  private final List<CompiledGraph> layers = new ArrayList<>();

  /**
   * Prepares a trial.
   *
   * @param parameters parameters of all layers, read at each run
   * @param images the block of images, filled anew before each {@link #load}
   * @param labelOffset first input that belongs to a label
   */
  public LabelTrial(List<LayerParameters> parameters, ImageBlock images, int labelOffset) {
    this.first = parameters.get(0);
    this.labelOffset = labelOffset;
    INDArray x_BI = images.inputs();
    this.imageProduct_BO =
        Nd4j.create(DataType.FLOAT, new long[] {x_BI.rows(), first.spec().units()}, 'c');
    this.imageProduct =
        PreparedOp.of(new Mmul(x_BI, first.kernel()))
            .bindInput(0, x_BI)
            .bindInput(1, first.kernel())
            .bindOutput(0, imageProduct_BO);
    layers.add(firstLayer(images));
    for (LayerParameters layer : parameters.subList(1, parameters.size())) {
      layers.add(hiddenLayer(layer, layers.get(layers.size() - 1)));
    }
  }

  private CompiledGraph firstLayer(ImageBlock images) {
    Map<String, INDArray> bindings = bias(first);
    bindings.put(LayerGraph.PRODUCT, imageProduct_BO);
    bindings.put(LayerGraph.LABELS, images.labelHeights());
    bindings.put(LayerGraph.LABEL_KERNEL, labelKernel(0));
    LayerGraph graph = FFDense.buildLabelTrial(first.spec(), DataType.FLOAT);
    return CompiledGraph.compile(
        graph.sameDiff(), bindings, outputs(), HostKernels.of(first.spec(), team).labelTrial());
  }

  private CompiledGraph hiddenLayer(LayerParameters layer, CompiledGraph below) {
    Map<String, INDArray> bindings = bias(layer);
    bindings.put(LayerGraph.KERNEL, layer.kernel());
    bindings.put(LayerGraph.INPUT, below.array(LayerGraph.NORMALIZED));
    LayerGraph graph = FFDense.buildForward(layer.spec(), DataType.FLOAT);
    return CompiledGraph.compile(
        graph.sameDiff(), bindings, outputs(), HostKernels.of(layer.spec(), team).forward());
  }

  private static Map<String, INDArray> bias(LayerParameters layer) {
    Map<String, INDArray> bindings = new HashMap<>();
    layer.bias().ifPresent(bias -> bindings.put(LayerGraph.BIAS, bias));
    return bindings;
  }

  private static List<GraphOutput> outputs() {
    return List.of(
        GraphOutput.overwrite(LayerGraph.GOODNESS), GraphOutput.overwrite(LayerGraph.NORMALIZED));
  }

  private INDArray labelKernel(int label) {
    while (labelKernels_1O.size() <= label) {
      int row = labelOffset + labelKernels_1O.size();
      labelKernels_1O.add(
          first.kernel().get(NDArrayIndex.interval(row, row + 1), NDArrayIndex.all()));
    }
    return labelKernels_1O.get(label);
  }

  /** Takes the images that the block holds now. */
  public void load() {
    imageProduct.run();
  }

  /** Runs all layers with {@code label} on every image. */
  public void run(int label) {
    layers.get(0).bind(LayerGraph.LABEL_KERNEL, labelKernel(label));
    layers.forEach(CompiledGraph::run);
  }

  /** Goodness of each image in layer {@code layer}, from 0, at the last run. */
  public float[] goodness(int layer) {
    return layers.get(layer).array(LayerGraph.GOODNESS).data().asFloat();
  }

  @Override
  public void close() {
    layers.forEach(CompiledGraph::close);
    team.close();
    imageProduct_BO.close();
  }
}
