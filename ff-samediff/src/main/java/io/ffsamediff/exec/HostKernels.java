package io.ffsamediff.exec;

import io.ffsamediff.graph.LayerSpec;
import java.util.List;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The kernels that stand in for chains of a layer's ops where arrays live in host memory; elsewhere
 * there are none, and plans run the graph's own ops.
 *
 * @param spec the layer
 * @param available whether there are any
 */
record HostKernels(LayerSpec spec, boolean available) {

  /** The kernels of a layer, those of this backend. */
  static HostKernels of(LayerSpec spec) {
    return new HostKernels(spec, Nd4j.getEnvironment().isCPU());
  }

  /** None, whatever the backend: what the kernels are held against. */
  static HostKernels none(LayerSpec spec) {
    return new HostKernels(spec, false);
  }

  /** For the gradient of plain rows. */
  List<FusedChain> training() {
    return present(
        new ProductChain(spec, false),
        new TrainingChain(spec, false),
        new ProductChain(spec, true));
  }

  /** For the gradient of pairs. */
  List<FusedChain> pairTraining() {
    return present(
        new ProductChain(spec, false), new TrainingChain(spec, true), new ProductChain(spec, true));
  }

  /** For goodness and hand-over of plain rows. */
  List<FusedChain> forward() {
    return present(new ProductChain(spec, false), ForwardChain.of(spec));
  }

  /** For the hand-over of pairs. */
  List<FusedChain> pairForward() {
    return present(
        new ProductChain(spec, false),
        ForwardChain.ofPositives(spec),
        ForwardChain.ofNegatives(spec));
  }

  /** For labels that are tried on images. */
  List<FusedChain> labelTrial() {
    return present(ForwardChain.ofLabelTrial(spec));
  }

  private List<FusedChain> present(FusedChain... chains) {
    return available ? List.of(chains) : List.of();
  }
}
