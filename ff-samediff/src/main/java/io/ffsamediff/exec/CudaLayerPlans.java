package io.ffsamediff.exec;

import io.ffsamediff.exec.DevicePlan.Extent;
import io.ffsamediff.graph.FFDense;
import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/** Plans of a layer's graphs for a device: one for each form and size of block, made when asked. */
final class CudaLayerPlans {

  private static final Set<String> LABELS =
      Set.of(LayerGraph.POSITIVE_LABELS, LayerGraph.NEGATIVE_LABELS);

  private final CudaSession session;
  private final LayerSpec spec;
  private final LayerGraph rowGraph;
  private final SameDiff pairGraph;
  private final SameDiff neutralGraph;
  private final Map<Form, CudaPlan> plans = new HashMap<>();

  /**
   * What a plan is for.
   *
   * @param rows how rows come
   * @param size rows or images
   * @param classes label inputs of pairs
   * @param trains whether it yields loss and gradient
   * @param accumulates whether it adds to what blocks before have left
   * @param handsOver whether it yields the next layer's input
   */
  record Form(
      CudaRows.Form rows,
      int size,
      int classes,
      boolean trains,
      boolean accumulates,
      boolean handsOver) {}

  CudaLayerPlans(CudaSession session, LayerSpec spec) {
    this.session = session;
    this.spec = spec;
    this.rowGraph = FFDense.build(spec, DataType.FLOAT);
    this.pairGraph = FFDense.buildPairs(spec, DataType.FLOAT).sameDiff();
    this.neutralGraph = FFDense.buildNeutral(spec, DataType.FLOAT).sameDiff();
  }

  /** The plan of blocks of a form. */
  CudaPlan of(Form form) {
    return plans.computeIfAbsent(form, this::plan);
  }

  private CudaPlan plan(Form form) {
    return new CudaPlan(session, devicePlan(form));
  }

  /** What the device does for blocks of a form. */
  DevicePlan devicePlan(Form form) {
    Map<String, Extent> bound = parameters();
    bound.put(LayerGraph.INPUT, new Extent(form.size(), spec.inputs()));
    bound.put(LayerGraph.INVERSE_ROWS, new Extent(1, 1));
    if (spec.normalizesPeers()) {
      bound.put(LayerGraph.PEER_PULL, new Extent(1, spec.units()));
    }
    if (form.rows() != CudaRows.Form.ROWS) {
      bound.put(LayerGraph.LABEL_KERNEL, new Extent(form.classes(), spec.units()));
    }
    switch (form.rows()) {
      case PAIRS ->
          LABELS.forEach(name -> bound.put(name, new Extent(form.size(), form.classes())));
      case NEUTRAL -> {
        bound.put(LayerGraph.IMAGE_SCALES, new Extent(form.size(), 1));
        bound.put(LayerGraph.NEUTRAL_HEIGHTS, new Extent(form.size(), 1));
      }
      case ROWS -> bound.put(LayerGraph.POLARITY, new Extent(form.size(), 1));
    }
    return DevicePlan.of("layer", graph(form.rows()), bound, LABELS, outputs(form));
  }

  private SameDiff graph(CudaRows.Form rows) {
    return switch (rows) {
      case PAIRS -> pairGraph;
      case NEUTRAL -> neutralGraph;
      case ROWS -> rowGraph.sameDiff();
    };
  }

  private Map<String, Extent> parameters() {
    Map<String, Extent> bound = new HashMap<>();
    bound.put(LayerGraph.KERNEL, new Extent(spec.inputs(), spec.units()));
    if (spec.config().useBias()) {
      bound.put(LayerGraph.BIAS, new Extent(1, spec.units()));
    }
    return bound;
  }

  private List<DeviceOutput> outputs(Form form) {
    List<DeviceOutput> outputs = new ArrayList<>();
    if (form.trains()) {
      sums().forEach(name -> outputs.add(new DeviceOutput(name, form.accumulates())));
      if (form.rows() == CudaRows.Form.PAIRS) {
        // The images are zero there, so the product has left zeros.
        outputs.add(DeviceOutput.addTo(LayerGraph.LABEL_KERNEL_GRADIENT));
      }
    }
    if (form.handsOver()) {
      List<String> names =
          form.rows() == CudaRows.Form.PAIRS
              ? List.of(LayerGraph.NORMALIZED_POSITIVE, LayerGraph.NORMALIZED_NEGATIVE)
              : List.of(LayerGraph.NORMALIZED);
      names.forEach(name -> outputs.add(DeviceOutput.overwrite(name)));
    }
    return outputs;
  }

  /** What the blocks of a step add up to. */
  private List<String> sums() {
    List<String> sums =
        new ArrayList<>(
            List.of(
                LayerGraph.KERNEL_GRADIENT,
                LayerGraph.LOSS_SUM,
                LayerGraph.GOODNESS_SUM,
                LayerGraph.GOODNESS_CONTRAST));
    if (spec.config().useBias()) {
      sums.add(LayerGraph.BIAS_GRADIENT);
    }
    if (spec.normalizesPeers()) {
      sums.add(LayerGraph.ACTIVITY_SUM);
    }
    return sums;
  }

  /** Whether there are penalties of the parameters. */
  boolean hasPenalty() {
    return rowGraph.has(LayerGraph.PENALTY);
  }

  /** The plan of the penalties and their gradient. */
  CudaPlan penalty() {
    List<DeviceOutput> outputs = new ArrayList<>();
    outputs.add(DeviceOutput.overwrite(LayerGraph.PENALTY));
    for (String name :
        List.of(LayerGraph.KERNEL_PENALTY_GRADIENT, LayerGraph.BIAS_PENALTY_GRADIENT)) {
      if (rowGraph.has(name)) {
        outputs.add(DeviceOutput.addTo(name));
      }
    }
    return new CudaPlan(
        session, DevicePlan.of("penalty", rowGraph.sameDiff(), parameters(), Set.of(), outputs));
  }
}
