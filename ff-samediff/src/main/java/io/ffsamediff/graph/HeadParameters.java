package io.ffsamediff.graph;

import io.ffsamediff.data.HostArrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A head's parameters, or something of the same form: the kernel has a row for each unit that the
 * head reads, layer after layer.
 */
public final class HeadParameters extends DenseParameters {

  private final HeadSpec spec;

  /** All zero, as a head starts (Hinton's Matlab code). */
  public HeadParameters(HeadSpec spec) {
    super(spec.inputs(), spec.classes(), true);
    this.spec = spec;
  }

  /** The head they belong to. */
  public HeadSpec spec() {
    return spec;
  }

  /** The kernel's rows of input {@code index}, from 0: a view. */
  public INDArray kernelRows(int index) {
    int start = spec.start(index);
    int end = start + spec.widths().get(index);
    return HostArrays.rows(kernel(), start, end);
  }
}
