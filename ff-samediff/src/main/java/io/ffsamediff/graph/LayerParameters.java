package io.ffsamediff.graph;

/** A layer's parameters, or something of the same form such as their gradient. */
public final class LayerParameters extends DenseParameters {

  private final LayerSpec spec;

  /** All zero. */
  public LayerParameters(LayerSpec spec) {
    super(spec.inputs(), spec.units(), spec.config().useBias());
    this.spec = spec;
  }

  /** The layer they belong to. */
  public LayerSpec spec() {
    return spec;
  }
}
