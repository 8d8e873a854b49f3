package io.ffsamediff.exec;

import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.HostFloats;
import io.ffsamediff.data.ImageBlock;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.graph.BackpropNetwork;
import io.ffsamediff.graph.HeadParameters;
import io.ffsamediff.graph.LayerParameters;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The logits of a multi-layer perceptron for images, in one pass. */
public final class BackpropTrial implements LogitsTrial {

  private final ImageBlock images;
  private final CompiledGraph graph;
  private final HostFloats logits_BC;
  private final int classes;
  private final int partImages;

  /**
   * Prepares a trial.
   *
   * @param layers parameters of the hidden layers, read at each run
   * @param softmax parameters of the softmax layer, read at each run
   * @param encoder how examples become rows, without labels
   * @param images images of most runs; more than that cost time, not correctness
   */
  public BackpropTrial(
      List<LayerParameters> layers, HeadParameters softmax, RowEncoder encoder, int images) {
    this.partImages = HostLabelTrial.partImages(images);
    this.images = new ImageBlock(partImages, encoder);
    this.classes = softmax.spec().classes();
    Map<String, INDArray> bindings = BackpropPlan.bindings(layers, softmax);
    bindings.put(BackpropNetwork.INPUT, this.images.inputs());
    this.graph =
        CompiledGraph.compile(
            BackpropNetwork.buildForward(
                layers.stream().map(LayerParameters::spec).toList(),
                softmax.spec(),
                DataType.FLOAT),
            bindings,
            List.of(GraphOutput.overwrite(BackpropNetwork.LOGITS)));
    this.logits_BC = new HostFloats(graph.array(BackpropNetwork.LOGITS));
  }

  @Override
  public float[] run(Dataset data) {
    float[] logits_NC = new float[Math.multiplyExact(data.size(), classes)];
    for (int from = 0; from < data.size(); from += partImages) {
      int count = images.fill(data, from);
      graph.run();
      logits_BC.read().get(0, logits_NC, from * classes, count * classes);
    }
    return logits_NC;
  }

  @Override
  public void close() {
    graph.close();
    images.close();
  }
}
