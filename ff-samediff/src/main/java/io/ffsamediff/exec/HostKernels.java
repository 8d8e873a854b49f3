package io.ffsamediff.exec;

import io.ffsamediff.graph.LayerSpec;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The kernels that stand in for chains of a layer's ops where arrays live in host memory; elsewhere
 * there are none, and plans run the graph's own ops.
 *
 * @param spec the layer
 * @param available whether there are any
 * @param bf16 what bfloat16 products share; none for products of float32
 */
record HostKernels(LayerSpec spec, boolean available, Optional<Bf16Layer> bf16) {

  /** The kernels of a layer, those of this backend. */
  static HostKernels of(LayerSpec spec) {
    return new HostKernels(spec, Nd4j.getEnvironment().isCPU(), Optional.empty());
  }

  /** These kernels with products of bfloat16. */
  HostKernels with(Bf16Layer layer) {
    return new HostKernels(spec, available, Optional.of(layer));
  }

  /** None, whatever the backend: what the kernels are held against. */
  static HostKernels none(LayerSpec spec) {
    return new HostKernels(spec, false, Optional.empty());
  }

  /** For the gradient of plain rows. */
  List<FusedChain> training() {
    return present(
        new ProductChain(spec, false, bf16),
        new TrainingChain(spec, false),
        new ProductChain(spec, true, bf16));
  }

  /** For the gradient of pairs. */
  List<FusedChain> pairTraining() {
    return present(
        new ProductChain(spec, false, bf16),
        new TrainingChain(spec, true),
        new ProductChain(spec, true, bf16));
  }

  /** For goodness and hand-over of plain rows. */
  List<FusedChain> forward() {
    return present(new ProductChain(spec, false, bf16), ForwardChain.of(spec));
  }

  /** For the hand-over of images with the neutral label. */
  List<FusedChain> neutral() {
    return present(new ProductChain(spec, false, bf16), new NeutralChain(spec));
  }

  /** For the hand-over of pairs. */
  List<FusedChain> pairForward() {
    return present(
        new ProductChain(spec, false, bf16),
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
