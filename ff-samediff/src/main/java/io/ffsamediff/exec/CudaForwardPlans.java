package io.ffsamediff.exec;

import io.ffsamediff.cuda.GpuSlice;
import io.ffsamediff.exec.DevicePlan.Extent;
import io.ffsamediff.graph.FFDense;
import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/** Plans for a device by which a layer says something of images, and learns nothing. */
final class CudaForwardPlans {

  private final CudaSession session;
  private final LayerSpec spec;

  CudaForwardPlans(CudaSession session, LayerSpec spec) {
    this.session = session;
    this.spec = spec;
  }

  /** From {@code rows} images to their product with the kernel. */
  CudaPlan product(int rows) {
    return plan(
        FFDense.buildForward(spec, DataType.FLOAT).sameDiff(),
        with(LayerGraph.INPUT, new Extent(rows, spec.inputs())),
        LayerGraph.PRODUCT);
  }

  /** From the product, and heights of one label, to {@code outputs}. */
  CudaPlan labelTrial(int rows, String... outputs) {
    Map<String, Extent> bound = with(LayerGraph.PRODUCT, new Extent(rows, spec.units()));
    bound.put(LayerGraph.LABELS, new Extent(rows, 1));
    bound.put(LayerGraph.LABEL_KERNEL, new Extent(1, spec.units()));
    return plan(FFDense.buildLabelTrial(spec, DataType.FLOAT).sameDiff(), bound, outputs);
  }

  /** From images with the neutral label of so many classes to {@code outputs}. */
  CudaPlan neutral(int rows, int classes, String... outputs) {
    Map<String, Extent> bound = with(LayerGraph.INPUT, new Extent(rows, spec.inputs()));
    bound.put(LayerGraph.IMAGE_SCALES, new Extent(rows, 1));
    bound.put(LayerGraph.NEUTRAL_HEIGHTS, new Extent(rows, 1));
    bound.put(LayerGraph.LABEL_KERNEL, new Extent(classes, spec.units()));
    return plan(FFDense.buildNeutral(spec, DataType.FLOAT).sameDiff(), bound, outputs);
  }

  /** From rows to {@code outputs}. */
  CudaPlan forward(int rows, String... outputs) {
    return plan(
        FFDense.buildForward(spec, DataType.FLOAT).sameDiff(),
        with(LayerGraph.INPUT, new Extent(rows, spec.inputs())),
        outputs);
  }

  private Map<String, Extent> with(String input, Extent extent) {
    Map<String, Extent> bound = new HashMap<>();
    bound.put(input, extent);
    bound.put(LayerGraph.KERNEL, new Extent(spec.inputs(), spec.units()));
    if (spec.config().useBias()) {
      bound.put(LayerGraph.BIAS, new Extent(1, spec.units()));
    }
    return bound;
  }

  private CudaPlan plan(SameDiff graph, Map<String, Extent> bound, String... outputs) {
    List<DeviceOutput> wanted = Stream.of(outputs).map(DeviceOutput::overwrite).toList();
    return new CudaPlan(session, DevicePlan.of("forward", graph, bound, Set.of(), wanted));
  }

  /** Kernel and bias by the names of the graphs. */
  static Map<String, GpuSlice> bound(CudaCopy parameters) {
    return parameters.named(LayerGraph.KERNEL, LayerGraph.BIAS);
  }
}
