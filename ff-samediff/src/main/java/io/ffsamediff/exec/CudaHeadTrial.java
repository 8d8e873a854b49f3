package io.ffsamediff.exec;

import io.ffsamediff.cuda.GpuSlice;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.exec.DevicePlan.Extent;
import io.ffsamediff.graph.DenseParameters;
import io.ffsamediff.graph.HeadParameters;
import io.ffsamediff.graph.HeadSpec;
import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerParameters;
import io.ffsamediff.graph.LayerSpec;
import io.ffsamediff.graph.SoftmaxHead;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;

/** The head's trial on a CUDA device. */
final class CudaHeadTrial implements HeadTrial {

  private final CudaSession session;
  private final RowEncoder encoder;
  private final List<LayerSpec> specs;
  private final HeadSpec head;
  private final CudaWeights weights;
  private final CudaTrialRun blocks;
  private List<GpuSlice> logits_BC = List.of();

  /** A trial with the host's parameters; {@code session} is its own, and closed with it. */
  CudaHeadTrial(
      CudaSession session, List<LayerParameters> layers, HeadParameters head, RowEncoder encoder) {
    this.session = session;
    this.encoder = encoder;
    this.specs = layers.stream().map(LayerParameters::spec).toList();
    this.head = head.spec();
    List<DenseParameters> parameters = new ArrayList<>(layers);
    parameters.add(head);
    this.weights = CudaWeights.ofHost(session, parameters);
    this.blocks = new CudaTrialRun(this::block, CudaTrialRun.MOST_IMAGES);
  }

  private CudaTrialBlock block(int rows) {
    CudaTrialBlock block = new CudaTrialBlock(session, encoder, rows);
    List<GpuSlice> activations = new ArrayList<>();
    for (LayerSpec spec : specs) {
      activations.add(block.room("activations of layer " + spec.number(), spec.units()));
      Map<String, GpuSlice> arrays = block.inputs();
      arrays.putAll(CudaForwardPlans.bound(weights.of(spec.number() - 1)));
      arrays.put(LayerGraph.NORMALIZED, activations.get(spec.number() - 1));
      if (spec.number() > 1) {
        arrays.put(LayerGraph.INPUT, activations.get(spec.number() - 2));
      } else if (isLabelled()) {
        arrays.put(LayerGraph.LABEL_KERNEL, weights.of(0).kernelRow(encoder.labels().offset()));
      }
      block.add(layerPlan(spec, rows), arrays);
    }
    GpuSlice logits = block.room("logits", head.classes());
    block.add(headPlan(rows), headArrays(activations, logits));
    logits_BC = List.of(logits);
    return block;
  }

  private boolean isLabelled() {
    return encoder.labels().offset() + head.classes() <= specs.get(0).inputs();
  }

  private CudaPlan layerPlan(LayerSpec spec, int rows) {
    CudaForwardPlans plans = new CudaForwardPlans(session, spec);
    return spec.number() == 1 && isLabelled()
        ? plans.neutral(rows, head.classes(), LayerGraph.NORMALIZED)
        : plans.forward(rows, LayerGraph.NORMALIZED);
  }

  private CudaPlan headPlan(int rows) {
    Map<String, Extent> bound = new HashMap<>();
    for (int index = 0; index < head.widths().size(); index++) {
      int width = head.widths().get(index);
      bound.put(SoftmaxHead.input(index), new Extent(rows, width));
      bound.put(SoftmaxHead.kernel(index), new Extent(width, head.classes()));
    }
    bound.put(SoftmaxHead.BIAS, new Extent(1, head.classes()));
    return new CudaPlan(
        session,
        DevicePlan.of(
            "logits",
            SoftmaxHead.build(head, DataType.FLOAT),
            bound,
            Set.of(),
            List.of(DeviceOutput.overwrite(SoftmaxHead.LOGITS))));
  }

  private Map<String, GpuSlice> headArrays(List<GpuSlice> activations, GpuSlice logits) {
    CudaCopy parameters = weights.of(specs.size());
    Map<String, GpuSlice> arrays = new HashMap<>();
    for (int index = 0; index < head.widths().size(); index++) {
      arrays.put(SoftmaxHead.kernel(index), parameters.kernelRow(head.start(index)));
      arrays.put(SoftmaxHead.input(index), activations.get(head.layers().get(index) - 1));
    }
    arrays.putAll(parameters.named(SoftmaxHead.kernel(0), SoftmaxHead.BIAS));
    arrays.put(SoftmaxHead.LOGITS, logits);
    return arrays;
  }

  @Override
  public float[] run(Dataset data) {
    float[] logits_NC = new float[Math.multiplyExact(data.size(), head.classes())];
    FloatBuffer target = FloatBuffer.wrap(logits_NC);
    weights.bringUpToDate();
    blocks.run(
        data.size(),
        (block, from) -> block.fill(data, from),
        (rows, from, count) ->
            session
                .copies()
                .fetch(logits_BC.get(0), target, from * head.classes(), count * head.classes()));
    return logits_NC;
  }

  @Override
  public void close() {
    blocks.close();
    weights.close();
  }
}
