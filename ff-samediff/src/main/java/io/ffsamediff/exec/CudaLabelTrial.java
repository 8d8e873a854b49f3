package io.ffsamediff.exec;

import io.ffsamediff.cuda.GpuSlice;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.PairRows;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerParameters;
import io.ffsamediff.graph.LayerSpec;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The label trial on a CUDA device. All labels share the product of the images with the first
 * kernel; each adds its own row of the kernel.
 */
final class CudaLabelTrial implements LabelTrial {

  private final CudaSession session;
  private final RowEncoder encoder;
  private final List<LayerSpec> specs;
  private final CudaWeights weights;
  private final CudaTrialRun blocks;
  private final int classes;
  private final List<GpuSlice> goodness_CB = new ArrayList<>();
  private FloatBuffer fetched_CB = FloatBuffer.allocate(0);

  private CudaLabelTrial(
      CudaSession session,
      List<LayerParameters> layers,
      RowEncoder encoder,
      CudaWeights weights,
      int mostImages) {
    this.session = session;
    this.encoder = encoder;
    this.specs = layers.stream().map(LayerParameters::spec).toList();
    this.weights = weights;
    this.classes = encoder.labels().classes();
    this.blocks = new CudaTrialRun(this::block, mostImages);
  }

  /** A trial with the host's parameters; {@code session} is its own, and closed with it. */
  static CudaLabelTrial ofHost(
      CudaSession session, List<LayerParameters> layers, RowEncoder encoder) {
    return new CudaLabelTrial(
        session, layers, encoder, CudaWeights.ofHost(session, layers), CudaTrialRun.MOST_IMAGES);
  }

  /**
   * A trial with parameters as they are on the device, where they train.
   *
   * @param batchImages images of the largest batch
   */
  static CudaLabelTrial ofBatches(
      CudaSession session, List<LayerParameters> layers, RowEncoder encoder, int batchImages) {
    return new CudaLabelTrial(
        session, layers, encoder, CudaWeights.inTraining(session, layers), batchImages);
  }

  private CudaTrialBlock block(int rows) {
    CudaTrialBlock block = new CudaTrialBlock(session, encoder, rows);
    goodness_CB.clear();
    LayerSpec first = specs.get(0);
    CudaForwardPlans firstPlans = new CudaForwardPlans(session, first);
    GpuSlice product = block.room("products", first.units());
    List<GpuSlice> activations = new ArrayList<>();
    for (LayerSpec spec : specs) {
      activations.add(block.room("activations of layer " + spec.number(), spec.units()));
      goodness_CB.add(block.room("goodness of layer " + spec.number(), classes));
    }
    Map<String, GpuSlice> images = block.inputs();
    images.putAll(CudaForwardPlans.bound(weights.of(0)));
    images.put(LayerGraph.PRODUCT, product);
    block.add(firstPlans.product(rows), images);
    CudaPlan trial = firstPlans.labelTrial(rows, outputs(first));
    List<CudaPlan> above = new ArrayList<>();
    for (LayerSpec spec : specs.subList(1, specs.size())) {
      above.add(new CudaForwardPlans(session, spec).forward(rows, outputs(spec)));
    }
    for (int label = 0; label < classes; label++) {
      long place = (long) label * rows;
      Map<String, GpuSlice> arrays = block.inputs();
      arrays.putAll(CudaForwardPlans.bound(weights.of(0)));
      arrays.put(LayerGraph.PRODUCT, product);
      arrays.put(
          LayerGraph.LABEL_KERNEL, weights.of(0).kernelRow(encoder.labels().offset() + label));
      addOutputs(arrays, 0, place, activations);
      block.add(trial, arrays);
      for (int layer = 1; layer < specs.size(); layer++) {
        Map<String, GpuSlice> hidden = CudaForwardPlans.bound(weights.of(layer));
        hidden.put(LayerGraph.INPUT, activations.get(layer - 1));
        addOutputs(hidden, layer, place, activations);
        block.add(above.get(layer - 1), hidden);
      }
    }
    return block;
  }

  private String[] outputs(LayerSpec spec) {
    return spec.number() == specs.size()
        ? new String[] {LayerGraph.GOODNESS}
        : new String[] {LayerGraph.GOODNESS, LayerGraph.NORMALIZED};
  }

  private void addOutputs(
      Map<String, GpuSlice> arrays, int layer, long place, List<GpuSlice> activations) {
    arrays.put(LayerGraph.GOODNESS, goodness_CB.get(layer).plus(place));
    arrays.put(LayerGraph.NORMALIZED, activations.get(layer));
  }

  @Override
  public List<float[]> run(Dataset data) {
    return run(data.size(), (block, from) -> block.fill(data, from));
  }

  @Override
  public List<float[]> run(PairRows batch) {
    return run(batch.examples(), (block, from) -> block.fill(batch, from));
  }

  private List<float[]> run(int images, HostLabelTrial.Filler filler) {
    List<float[]> goodness_NC = new ArrayList<>();
    for (int layer = 0; layer < specs.size(); layer++) {
      goodness_NC.add(new float[Math.multiplyExact(images, classes)]);
    }
    weights.bringUpToDate();
    blocks.run(images, filler, (rows, from, count) -> read(rows, from, count, goodness_NC));
    return goodness_NC;
  }

  private void read(int rows, int from, int count, List<float[]> goodness_NC) {
    if (fetched_CB.capacity() != rows * classes) {
      fetched_CB = FloatBuffer.allocate(rows * classes);
    }
    for (int layer = 0; layer < specs.size(); layer++) {
      session.copies().fetch(goodness_CB.get(layer), fetched_CB, 0, rows * classes);
      float[] all_NC = goodness_NC.get(layer);
      for (int image = 0; image < count; image++) {
        for (int label = 0; label < classes; label++) {
          all_NC[(from + image) * classes + label] = fetched_CB.get(label * rows + image);
        }
      }
    }
  }

  @Override
  public void close() {
    blocks.close();
    weights.close();
  }
}
