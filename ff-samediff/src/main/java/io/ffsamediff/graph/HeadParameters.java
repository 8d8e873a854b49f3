package io.ffsamediff.graph;

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
}
