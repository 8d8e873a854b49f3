package io.ffsamediff.bench;

import java.util.List;

/**
 * How a benchmark measures.
 *
 * @param warmUp passes before those that count
 * @param repeats passes that count
 * @param notes what each figure is, a sentence each
 */
public record Method(int warmUp, int repeats, List<String> notes) {

  private static final List<String> NOTES =
      List.of(
          "Each device is measured in a process of its own. Times are medians; min and max are beside them.",
          "Model epochs come first, in the controller's own loop: up to as many as repeats, none begun after 60 s; the first warms up where there is another.",
          "Then rounds of, one after the other: the sgemm, each layer's products alone, and a training pass (one inner epoch of each layer on every batch), so that a disturbance meets all of them. A pause of 0.1 s before the pass lets the BLAS's own threads, which training does not use, fall asleep.",
          "sgemm: 20,000 x 784 by 784 x 500, float32, row order, arrays allocated before, ND4J's matmul; the median of all rounds.",
          "Where layers train on CUDA by the engine's own executor, sgemm and products are cuBLASLt's, in the run's precision: many of them recorded as one CUDA graph, timed from its start until the device is done. Where a layer has several inner epochs on a batch, the first one, which brings the batch to the device, is not in stepSeconds.",
          "G (naiveProductSeconds): 8 x rows x inputs x units operations at that rate; rows are positives, each with one negative.",
          "productSeconds: forward product and weight gradient alone in blocks of the engine's size, added up over the blocks of a batch (on CUDA the very products of a step); once a pair in the first layer, where positive and negative share the image's product, else for positives and negatives.",
          "Peak memory is that of the process from its start to the end of the model epochs; data loading is in it.",
          "Prediction tries every label on the test examples; its bound is its products at the sgemm rate in float32.");

  /** Copies the list. */
  public Method {
    notes = List.copyOf(notes);
  }

  /** The method with its repeats. */
  static Method of(Repeats repeats) {
    return new Method(repeats.warmUp(), repeats.count(), NOTES);
  }
}
